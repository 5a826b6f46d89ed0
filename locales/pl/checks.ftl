### Co warto sprawdzić, zanim złoży się samoocenę.

checks-confirm-title = Sprzeczności
checks-check-title = Do sprawdzenia
checks-hint-title = Warto lepiej uzasadnić
checks-question = { $section }, pytanie { $number }
checks-number = Pytanie { $number }
checks-contradictions = Te odpowiedzi są sprzeczne z innymi. Są zapisane; proszę je sprawdzić.
checks-unlike-before = Teraz podano { $now }, a w poprzedniej edycji { $before }. Czy jednostka się zgadza?
checks-unlike-peers = Ta liczba bardzo różni się od liczb, które podały gminy podobnej wielkości (liczba gmin: { $peers }). Czy jest poprawna?
checks-without-evidence = Ta odpowiedź liczy się do poziomu { $level }. Proszę podać, skąd pochodzi, albo dodać link lub plik.
checks-confirm = Sprzeczności wymienione wyżej są sprawdzone; te odpowiedzi są poprawne.
checks-confirm-missing = Proszę usunąć sprzeczności albo potwierdzić, że odpowiedzi są poprawne
