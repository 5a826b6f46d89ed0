### The second factor: a code from a device beside password or link.

second-factor-title = Drugi krok logowania
second-factor-about = Z drugim krokiem nie wystarczy ukraść hasło ani list: przy logowaniu podajesz też kod, który pokazuje aplikacja w telefonie. Może to być każda aplikacja do kodów jednorazowych (TOTP), na przykład Aegis, FreeOTP albo Google Authenticator.
second-factor-required = Twoja rola wymaga drugiego kroku logowania. Ustaw go teraz, potem przejdziesz dalej.
second-factor-start = Ustaw drugi krok
second-factor-step-app = Otwórz w telefonie aplikację do kodów jednorazowych i dodaj konto.
second-factor-step-scan = Zeskanuj ten obrazek.
second-factor-picture = Kod QR z kluczem dla aplikacji; ten sam klucz stoi niżej jako tekst
second-factor-or-type = Albo przepisz do aplikacji ten klucz:
second-factor-open-app = Otwórz aplikację na tym urządzeniu
second-factor-step-code = Wpisz kod, który pokazuje aplikacja.
second-factor-code = Kod
second-factor-code-hint = 6 cyfr z aplikacji albo jeden z kodów zapasowych
second-factor-code-hint-first = 6 cyfr z aplikacji
second-factor-confirm = Potwierdź
second-factor-refused = Kod jest błędny albo był już użyty. Wpisz ten, który aplikacja pokazuje teraz.
second-factor-code-title = Podaj kod
second-factor-lost = Nie masz telefonu ani kodów zapasowych? Osoba, która prowadzi tę instalację, może wyłączyć Ci drugi krok.
second-factor-on = { $left ->
    [one] Drugi krok jest włączony. Został Ci { $left } kod zapasowy.
    [few] Drugi krok jest włączony. Zostały Ci { $left } kody zapasowe.
    [many] Drugi krok jest włączony. Zostało Ci { $left } kodów zapasowych.
   *[other] Drugi krok jest włączony. Zostało Ci { $left } kodu zapasowego.
}
second-factor-new-codes = Utwórz nowe kody zapasowe
second-factor-turn-off = Wyłącz drugi krok
second-factor-stays = Twoja rola wymaga drugiego kroku, więc nie można go wyłączyć.
second-factor-done-off = Drugi krok jest wyłączony.
second-factor-codes-title = Kody zapasowe
second-factor-codes-text = Każdy z tych kodów raz zastępuje telefon. Wydrukuj je albo zachowaj w menedżerze haseł: widać je tylko teraz, a wcześniejsze już nie działają.
second-factor-go-on = Mam je, przejdź dalej
