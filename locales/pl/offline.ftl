### Wypełnianie arkusza bez połączenia i wczytywanie go z powrotem.

## W arkuszu

offline-sheet-cover = Jak wypełnić
offline-cover-title = Samoocena do wypełnienia bez połączenia
offline-cover-survey = Ankieta
offline-cover-hash = Odcisk ankiety (SHA-256)
offline-cover-made = Utworzono
offline-cover-how = Jak wypełnić
offline-cover-step-cells = Każda część ma własny arkusz. Wypełnia się jasnożółte komórki, pozostałe są zablokowane.
offline-cover-step-state = W kolumnie „Stan” można wybrać „Odpowiedź”, „Nie wiem” albo „Nie dotyczy”. Jeśli jest podana wartość, stan może pozostać pusty. „Nie dotyczy” wymaga podania powodu. Pusty stan i pusta wartość oznaczają brak odpowiedzi.
offline-cover-step-several = Gdy możliwych jest kilka odpowiedzi, przy każdej właściwej wstawia się x. Gdy przyczyny mają kolejność, przy najważniejszej wpisuje się 1, przy następnej 2 i tak dalej.
offline-cover-step-numbers = Liczby zapisuje się z przecinkiem dziesiętnym, a daty jako dzień, miesiąc i rok, na przykład 31.03.2026. Komórki zawierają tekst, więc program nie zmieni wpisanej treści.
offline-cover-step-hidden = Proszę nie odblokowywać arkuszy i nie kopiować całych wierszy: ukryte kolumny mówią, którego pytania dotyczy wiersz.
offline-cover-step-upload = Plik proszę zapisać jako skoroszyt programu Excel (.xlsx) i wysłać na stronie samooceny.
offline-cover-step-safe = Przed zapisaniem widać, co się zmieni. Jeśli ktoś inny zmienił w tym czasie tę samą odpowiedź, można wybrać, która zostanie.
offline-column-number = Nr
offline-column-text = Pytanie
offline-column-how = Jak odpowiedzieć
offline-column-state = Stan
offline-column-value = Odpowiedź
offline-column-unit = Jednostka
offline-state-answered = Odpowiedź
offline-how-choice = Proszę wybrać jedną odpowiedź z listy.
offline-how-several = Proszę wstawić x przy każdej właściwej odpowiedzi.
offline-how-number = Proszę podać liczbę.
offline-how-least = Co najmniej { $least }.
offline-how-most = Co najwyżej { $most }.
offline-how-share = Proszę podać obie liczby poniżej.
offline-how-date = Proszę podać datę, na przykład 31.03.2026.
offline-how-text = Proszę wpisać tekst.
offline-how-reasons = Proszę ustalić kolejność przyczyn: 1 przy najważniejszej.
offline-how-some = Pytanie zadawane tylko niektórym gminom: zależy od innych odpowiedzi.
offline-how-too-long = Ta odpowiedź lub jej uwaga jest za długa dla arkusza. Jest pokazana w skrócie i można ją zmienić tylko na stronie.
offline-not-in-list-title = Spoza listy
offline-not-in-list = Proszę wybrać jedną z odpowiedzi na liście.

## Strona z plikami

offline-title = Wypełnianie bez połączenia
offline-intro = Skoroszyt można pobrać, wypełnić w programie Excel lub LibreOffice i wysłać tutaj. Inne osoby mogą w tym czasie odpowiadać dalej: nic nie zostanie nadpisane bez decyzji.
offline-download = Pobieranie
offline-download-whole = Cała samoocena (XLSX)
offline-download-own = Wszystkie części, których dotyczy prośba (XLSX)
offline-download-section = Jedna część (XLSX)
offline-download-this = Pobierz tę część jako skoroszyt (XLSX)
offline-to-page = Wypełnianie skoroszytu bez połączenia
offline-send = Wysyłanie wypełnionego skoroszytu
offline-file = Skoroszyt (.xlsx)
offline-file-hint = Najwyżej 8 MB. Nic nie zostanie jeszcze zapisane: najpierw widać, co się zmieni.
offline-compare = Pokaż, co się zmieni
offline-file-missing = Proszę wybrać wypełniony skoroszyt
offline-closed = Odpowiedzi nie można już zmieniać, więc nie można też wysłać skoroszytu.
offline-saved = { $count ->
    [one] Zapisano { $count } odpowiedź ze skoroszytu.
    [few] Zapisano { $count } odpowiedzi ze skoroszytu.
    [many] Zapisano { $count } odpowiedzi ze skoroszytu.
   *[other] Zapisano { $count } odpowiedzi ze skoroszytu.
}
offline-saved-nothing = Nie było nic do zapisania: odpowiedzi są już takie jak w skoroszycie.

## Plik, który nie zostanie przyjęty

offline-refused-not-a-workbook = Ten plik nie jest skoroszytem. Proszę wybrać pobrany stąd i wypełniony plik .xlsx.
offline-refused-damaged = Skoroszyt jest uszkodzony. Proszę otworzyć go w programie Excel lub LibreOffice, zapisać ponownie jako .xlsx i wysłać ten plik.
offline-refused-encrypted = Skoroszyt jest zabezpieczony hasłem. Proszę zapisać go bez hasła i wysłać ponownie.
offline-refused-too-large = Skoroszyt jest za duży. Proszę wybrać pobrany stąd plik, bez dodanych arkuszy i obrazów.
offline-refused-not-ours = Ten skoroszyt nie został pobrany stąd albo usunięto z niego ukryty arkusz. Proszę pobrać go ponownie i skopiować do niego odpowiedzi.
offline-refused-format = Ten skoroszyt utworzyła inna wersja programu. Proszę pobrać go ponownie i skopiować do niego odpowiedzi.
offline-refused-assessment = Ten skoroszyt należy do innej samooceny. Proszę otworzyć tamtą samoocenę i wysłać plik na jej stronie.
offline-refused-survey = Ten skoroszyt powstał dla innej wersji ankiety ({ $survey } { $version }). Proszę pobrać go ponownie i skopiować do niego odpowiedzi.
offline-refused-too-much = Zmian jest za dużo na jeden raz. Proszę pobrać skoroszyt dla każdej części i wysłać je po kolei.

## Co się zmieni

offline-compare-title = Co zmienia skoroszyt
offline-nothing = Skoroszyt niczego nie zmienia: każda odpowiedź w nim jest już zapisana albo niezmieniona od pobrania.
offline-outside = { $count ->
    [one] W skoroszycie jest też { $count } pytanie z części, w której nie można tu teraz odpowiadać. Nie zostało porównane i nic się w nim nie zmieni.
    [few] W skoroszycie są też { $count } pytania z części, w których nie można tu teraz odpowiadać. Nie zostały porównane i nic się w nich nie zmieni.
    [many] W skoroszycie jest też { $count } pytań z części, w których nie można tu teraz odpowiadać. Nie zostały porównane i nic się w nich nie zmieni.
   *[other] W skoroszycie jest też { $count } pytania z części, w których nie można tu teraz odpowiadać. Nie zostały porównane i nic się w nich nie zmieni.
}
offline-not-yet = Nic nie jest jeszcze zapisane.
offline-rest-saved = { $count ->
    [one] Zapisano { $count } odpowiedź. Poniżej jest to, co zostało.
    [few] Zapisano { $count } odpowiedzi. Poniżej jest to, co zostało.
    [many] Zapisano { $count } odpowiedzi. Poniżej jest to, co zostało.
   *[other] Zapisano { $count } odpowiedzi. Poniżej jest to, co zostało.
}
offline-faults-heading = { $count ->
    [one] Do poprawienia: { $count } miejsce w skoroszycie
    [few] Do poprawienia: { $count } miejsca w skoroszycie
    [many] Do poprawienia: { $count } miejsc w skoroszycie
   *[other] Do poprawienia: { $count } miejsca w skoroszycie
}
offline-faults-text = Proszę poprawić te komórki w skoroszycie i wysłać go ponownie. Pozostałe odpowiedzi można zapisać już teraz.
offline-faults-first = Pokazano tylko pierwsze { $count }.
offline-conflicts-heading = { $count ->
    [one] Dwie odpowiedzi: { $count } pytanie
    [few] Dwie odpowiedzi: { $count } pytania
    [many] Dwie odpowiedzi: { $count } pytań
   *[other] Dwie odpowiedzi: { $count } pytania
}
offline-conflicts-text = Od pobrania skoroszytu inna osoba zmieniła te odpowiedzi. Proszę wybrać, która zostanie. Zapisana wcześniej pozostanie w historii.
offline-conflict-file = W skoroszycie
offline-keep = Która odpowiedź ma zostać?
offline-keep-file = Ta ze skoroszytu
offline-keep-missing = „{ $question }”: proszę wybrać, która odpowiedź ma zostać
offline-taken-heading = { $count ->
    [one] Do zapisania: { $count } odpowiedź
    [few] Do zapisania: { $count } odpowiedzi
    [many] Do zapisania: { $count } odpowiedzi
   *[other] Do zapisania: { $count } odpowiedzi
}
offline-table-question = Pytanie
offline-table-now = Teraz
offline-table-file = W skoroszycie
offline-apply = Zapisz te odpowiedzi

## Błędy w komórkach

offline-fault = { $place }: { $text }
offline-fault-of = { $place } („{ $question }”): { $text }
offline-wrong-state = „{ $text }” nie jest stanem. Proszę wybrać stan z listy albo zostawić pustą komórkę.
offline-wrong-no-value = Stan mówi, że jest odpowiedź, ale jej nie ma. Proszę ją wpisać albo usunąć stan.
offline-wrong-tick = „{ $text }” nie jest zaznaczeniem. Proszę wstawić x albo zostawić pustą komórkę.
offline-wrong-failed = Formuła w tej komórce pokazuje „{ $text }”. Proszę wpisać samą wartość.
offline-wrong-stray = „{ $text }” jest w miejscu, w którym nie powinno być odpowiedzi. Proszę przenieść ten tekst do żółtej komórki albo do uwagi.
offline-wrong-mixed = Ukryte kolumny tego wiersza zostały zmienione. Proszę pobrać skoroszyt ponownie i skopiować do niego odpowiedź.
offline-wrong-twice = To pytanie jest w skoroszycie więcej niż raz. Proszę zostawić dla niego jeden wiersz.
offline-wrong-sheets = { $count ->
    [one] Brakuje { $count } arkusza z pytaniami albo nie da się go rozpoznać. Odpowiedzi z tej części pozostają bez zmian.
    [few] Brakuje { $count } arkuszy z pytaniami albo nie da się ich rozpoznać. Odpowiedzi z tych części pozostają bez zmian.
    [many] Brakuje { $count } arkuszy z pytaniami albo nie da się ich rozpoznać. Odpowiedzi z tych części pozostają bez zmian.
   *[other] Brakuje { $count } arkusza z pytaniami albo nie da się ich rozpoznać. Odpowiedzi z tych części pozostają bez zmian.
}
offline-wrong-too-long = Ta odpowiedź jest za długa dla arkusza, więc skoroszyt zawiera tylko jej część. Proszę zmienić ją na stronie.
