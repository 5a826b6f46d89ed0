### Strona po zalogowaniu.

home-title = Moje sprawy
home-begin = Zacznij
home-to-read = Samooceny do wglądu
home-past = Wcześniejsze samooceny
home-results = wyniki
home-answers = odpowiedzi
home-receipt = Potwierdzenie i złożone odpowiedzi
home-submitted = Złożona
home-not-submitted = Niezłożona
home-submitted-at = złożono { $time }
home-compare = Edycje do porównania
home-state-open = Otwarta
home-state-closed = Zamknięta
home-state-frozen = Zamrożona
home-state-published = Opublikowana
home-admin = Prowadzenie edycji
home-admin-text = Sieci, edycje, zaproszenia, osoby i ich role.
home-nothing = To konto nie jest jeszcze przypisane do żadnej gminy ani sieci. Proszę napisać do osoby, która prowadzi edycję.
home-password = Ustaw hasło
