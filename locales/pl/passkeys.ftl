### Klucze dostępu: logowanie palcem, twarzą albo PIN-em na własnym urządzeniu lub kluczem sprzętowym.

passkeys-title = Klucze dostępu
passkeys-link = Klucze dostępu: logowanie odciskiem palca, twarzą, PIN-em albo kluczem sprzętowym
passkeys-about = Klucz dostępu zostaje w komputerze, telefonie albo kluczu sprzętowym, a urządzenie przed użyciem prosi o odcisk palca, twarz albo PIN. Działa tylko pod tym adresem, więc nie da się go wyłudzić na fałszywej stronie. Przy logowaniu zastępuje kod z telefonu, a zwykle także hasło.
passkeys-off = Pod tym adresem nie można używać kluczy dostępu: przeglądarki wymagają do tego nazwy domeny i HTTPS. Można ustawić kody z telefonu.
passkeys-not-fresh = Klucz dostępu można dodać albo usunąć tylko w ciągu { $minutes } minut od zalogowania. Proszę zalogować się ponownie.
passkeys-most = Można mieć najwyżej { $most } kluczy dostępu. Żeby dodać nowy, proszę najpierw usunąć któryś z nich.
passkeys-last-stays = Ta rola wymaga drugiego kroku logowania, więc jedynego klucza dostępu nie można usunąć. Proszę najpierw dodać kolejny klucz albo ustawić kody z telefonu.
passkeys-sign-in-again = Zaloguj się ponownie
passkeys-new = Dodanie klucza dostępu
passkeys-name = Nazwa klucza
passkeys-name-hint = Ułatwi rozpoznanie klucza, na przykład „laptop w urzędzie” albo „niebieski klucz”
passkeys-name-missing = Proszę wpisać nazwę klucza dostępu
passkeys-name-unusable = Nazwa musi się zmieścić w jednym wierszu, najwyżej 60 znaków
passkeys-add = Dodaj klucz dostępu
passkeys-without = Dodanie klucza dostępu wymaga JavaScriptu i przeglądarki, która obsługuje klucze dostępu. Bez nich można ustawić kody z telefonu na stronie „Drugi krok logowania”.
passkeys-failed = Urządzenie nie odpowiedziało albo przerwano jego użycie. Proszę spróbować jeszcze raz.
passkeys-refused = Ten klucz dostępu nie został przyjęty. Proszę spróbować jeszcze raz albo zalogować się inaczej.
passkeys-added-at = Dodano: { $time }
passkeys-used-at = Ostatnio użyty: { $time }
passkeys-never-used = Jeszcze nie był używany
passkeys-remove = Usuń klucz
passkeys-codes-left = { $left ->
    [0] Nie ma już kodów zapasowych. Proszę utworzyć nowe.
    [one] W razie utraty urządzeń można użyć kodu zapasowego. Został { $left } kod.
    [few] W razie utraty urządzeń można użyć kodu zapasowego. Zostały { $left } kody.
    [many] W razie utraty urządzeń można użyć kodu zapasowego. Zostało { $left } kodów.
   *[other] W razie utraty urządzeń można użyć kodu zapasowego. Zostało { $left } kodu.
}
passkeys-done-added = Klucz dostępu jest dodany.
passkeys-done-removed = Klucz dostępu jest usunięty.
passkeys-sign-in = Zaloguj się kluczem dostępu
passkeys-code-title = Drugi krok: klucz dostępu
passkeys-recovery-hint = Jeden z kodów zapasowych
passkeys-without-code = Klucze dostępu wymagają JavaScriptu i przeglądarki, która je obsługuje. Bez nich proszę wpisać kod z telefonu albo kod zapasowy.
passkeys-without-recovery = Klucze dostępu wymagają JavaScriptu i przeglądarki, która je obsługuje. Bez nich proszę wpisać jeden z kodów zapasowych.
