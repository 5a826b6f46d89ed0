### Co warto sprawdzić, zanim złoży się samoocenę.

checks-confirm-title = Sprzeczności
checks-check-title = Do sprawdzenia
checks-hint-title = Warto lepiej uzasadnić
checks-question = { $section }, pytanie { $number }
checks-number = Pytanie { $number }
checks-contradictions = Te odpowiedzi są sprzeczne z innymi. Są zapisane; prosimy je sprawdzić.
checks-unlike-before = Teraz podano { $now }, a w poprzedniej edycji { $before }. Czy jednostka się zgadza?
checks-unlike-peers = Liczba bardzo różni się od podanych przez podobne wielkością gminy (liczba gmin: { $peers }). Czy jest poprawna?
checks-without-evidence = Ta odpowiedź liczy się do poziomu { $level }. Podaj, skąd pochodzi, albo dodaj link lub plik.
checks-confirm = Sprzeczności wymienione wyżej sprawdzono; te odpowiedzi są poprawne.
checks-confirm-missing = Usuń sprzeczności albo potwierdź, że odpowiedzi są poprawne
