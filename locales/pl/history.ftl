### Historia odpowiedzi i porównanie dwóch odpowiedzi.

history-title = Historia odpowiedzi
history-link = Historia odpowiedzi
history-none = Na to pytanie nikt jeszcze nie odpowiedział.
history-now = Obecna
history-from = Przedtem:
history-to = Potem:
history-restore = Przywróć tę odpowiedź
history-changed = Ktoś zmienił tę odpowiedź po otwarciu strony. Niczego nie przywrócono: proszę zobaczyć najnowszą wersję i wybrać jeszcze raz.
history-unfit = Ankieta nie przyjmuje już tej odpowiedzi, więc nie można jej przywrócić.
history-conflict-earlier = Przed obiema: { $who }, { $time }
history-conflict-both = W obu odpowiedziach
history-conflict-only-mine = Tylko wpisane teraz
history-conflict-only-theirs = Tylko zapisane wcześniej
