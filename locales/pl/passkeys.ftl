### Klucze dostępu: logowanie palcem, twarzą albo PIN-em na własnym urządzeniu lub kluczem sprzętowym.

passkeys-title = Klucze dostępu
passkeys-link = Klucze dostępu: logowanie palcem, twarzą albo kluczem sprzętowym
passkeys-about = Klucz dostępu zostaje w komputerze, telefonie albo kluczu sprzętowym, a urządzenie przed użyciem prosi o palec, twarz albo PIN. Działa tylko pod tym adresem, więc nikt go nie wyłudzi. Przy logowaniu zastępuje kod z telefonu, a zwykle także hasło.
passkeys-off = Pod tym adresem nie ma kluczy dostępu: przeglądarki dają je tylko usługom, które mają nazwę i HTTPS. Działają kody z telefonu.
passkeys-not-fresh = Żeby dodać albo usunąć klucz dostępu, trzeba się było zalogować w ciągu ostatnich { $minutes } minut.
passkeys-most = Można mieć najwyżej { $most } kluczy dostępu. Żeby dodać nowy, proszę najpierw usunąć któryś z nich.
passkeys-last-stays = Ta rola wymaga drugiego kroku logowania, więc jedynego klucza dostępu nie można usunąć. Proszę najpierw dodać drugi albo ustawić kody z telefonu.
passkeys-sign-in-again = Zaloguj się ponownie
passkeys-new = Nowy klucz dostępu
passkeys-name = Nazwa
passkeys-name-hint = Po niej łatwo go będzie poznać, na przykład „laptop w urzędzie” albo „niebieski klucz”
passkeys-name-missing = Proszę wpisać nazwę klucza dostępu
passkeys-name-unusable = Nazwa musi się zmieścić w jednym wierszu, najwyżej 60 znaków
passkeys-add = Dodaj
passkeys-without = Dodanie klucza dostępu wymaga JavaScriptu i przeglądarki, która zna klucze dostępu. Bez nich można ustawić kody z telefonu na stronie „Drugi krok logowania”.
passkeys-failed = Urządzenie nie odpowiedziało albo zostało zatrzymane. Proszę spróbować jeszcze raz.
passkeys-refused = Ten klucz dostępu nie został przyjęty. Proszę spróbować jeszcze raz albo zalogować się inaczej.
passkeys-added-at = Dodano: { $time }
passkeys-used-at = Ostatnio użyty: { $time }
passkeys-never-used = Jeszcze nie był używany
passkeys-remove = Usuń
passkeys-codes-left = { $left ->
    [one] Gdyby urządzenia zginęły, wpuści kod zapasowy. Został { $left }.
    [few] Gdyby urządzenia zginęły, wpuści kod zapasowy. Zostały { $left }.
    [many] Gdyby urządzenia zginęły, wpuści kod zapasowy. Zostało { $left }.
   *[other] Gdyby urządzenia zginęły, wpuści kod zapasowy. Zostało { $left }.
}
passkeys-done-added = Klucz dostępu jest dodany.
passkeys-done-removed = Klucz dostępu jest usunięty.
passkeys-sign-in = Zaloguj się kluczem dostępu
passkeys-code-title = Drugi krok: klucz dostępu
passkeys-recovery-hint = Jeden z kodów zapasowych
passkeys-without-code = Klucze dostępu wymagają JavaScriptu i przeglądarki, która je zna. Bez nich proszę wpisać kod z telefonu albo kod zapasowy.
passkeys-without-recovery = Klucze dostępu wymagają JavaScriptu i przeglądarki, która je zna. Bez nich proszę wpisać jeden z kodów zapasowych.
