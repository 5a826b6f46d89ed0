### Drugi krok logowania: kod z urządzenia obok hasła albo linku.

second-factor-title = Drugi krok logowania
second-factor-about = Gdy drugi krok jest włączony, skradzione hasło lub link nie wystarczy do zalogowania: trzeba też podać kod, który pokazuje aplikacja w telefonie. Może to być każda aplikacja do kodów jednorazowych (TOTP), na przykład Aegis, FreeOTP albo Google Authenticator.
second-factor-required = Ta rola wymaga drugiego kroku logowania. Proszę ustawić go teraz; potem można przejść dalej.
second-factor-start = Ustaw drugi krok
second-factor-step-app = W telefonie proszę otworzyć aplikację do kodów jednorazowych i dodać konto.
second-factor-step-scan = Proszę zeskanować ten obrazek.
second-factor-picture = Kod QR z kluczem dla aplikacji; ten sam klucz jest niżej jako tekst
second-factor-or-type = Można też przepisać do aplikacji ten klucz:
second-factor-open-app = Otwórz aplikację na tym urządzeniu
second-factor-step-code = Proszę wpisać kod, który pokazuje aplikacja.
second-factor-code = Kod
second-factor-code-hint = 6 cyfr z aplikacji albo jeden z kodów zapasowych
second-factor-code-hint-first = 6 cyfr z aplikacji
second-factor-confirm = Potwierdź
second-factor-refused = Kod się nie zgadza albo był już użyty. Proszę wpisać ten, który aplikacja pokazuje teraz.
second-factor-code-title = Kod z telefonu
second-factor-lost = Nie ma telefonu ani kodów zapasowych? Drugi krok może wyłączyć osoba, która prowadzi tę instalację.
second-factor-on = { $left ->
    [one] Drugi krok jest włączony. Został { $left } kod zapasowy.
    [few] Drugi krok jest włączony. Zostały { $left } kody zapasowe.
    [many] Drugi krok jest włączony. Zostało { $left } kodów zapasowych.
   *[other] Drugi krok jest włączony. Zostało { $left } kodu zapasowego.
}
second-factor-new-codes = Utwórz nowe kody zapasowe
second-factor-turn-off = Wyłącz drugi krok
second-factor-stays = Ta rola wymaga drugiego kroku, więc nie można go wyłączyć.
second-factor-done-off = Drugi krok jest wyłączony.
second-factor-codes-title = Kody zapasowe
second-factor-codes-text = Każdy z tych kodów raz zastępuje telefon. Proszę je wydrukować albo zachować w menedżerze haseł. Widać je tylko teraz, a wcześniejsze już nie działają.
second-factor-go-on = Kody zachowane, przejdź dalej
