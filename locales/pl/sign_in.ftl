### Logowanie, linki jednorazowe, pierwszy administrator, własne hasło.

sign-in-title = Logowanie
sign-in-needed = Żeby zobaczyć tę stronę, trzeba się zalogować.
sign-in-email = Adres e-mail
sign-in-password = Hasło
sign-in-name = Imię i nazwisko
sign-in-no-account = Brak konta albo hasła? Link do logowania przekaże osoba, która prowadzi edycję.
sign-in-asked = Odpowiedzi na prośbę gminy nie wymagają konta: proszę jeszcze raz otworzyć link z prośby.
sign-in-mail-title = Wyślij mi link do logowania
sign-in-mail-text = Link przyjdzie na adres, który ma konto. Działa jeden raz i zastępuje hasło.
sign-in-mail-send = Wyślij link
sign-in-mailed-title = Proszę sprawdzić pocztę
sign-in-mailed-text = Jeśli adres { $email } ma konto, za chwilę przyjdzie na niego link do logowania.
sign-in-mailed-none = Jeśli e-mail nie przychodzi, proszę sprawdzić adres i folder ze spamem albo napisać do osoby, która prowadzi edycję. Na jeden adres wysyłamy najwyżej trzy linki w ciągu 15 minut.
sign-in-refused = Adres e-mail lub hasło się nie zgadza. Proszę sprawdzić jedno i drugie.
sign-in-name-missing = Proszę wpisać imię i nazwisko
sign-in-name-unusable = Imię i nazwisko muszą się zmieścić w jednym wierszu, najwyżej 200 znaków
sign-in-email-unusable = Proszę wpisać adres e-mail, na przykład jan.nowak@urzad.pl
sign-in-email-taken = Ten adres e-mail ma już konto. Proszę podać inny.
sign-in-password-short = Hasło jest za krótkie: potrzeba co najmniej 12 znaków
sign-in-password-long = Hasło jest za długie: najwyżej 256 znaków
sign-in-password-hint = Co najmniej { $shortest } znaków. Najlepiej kilka zwykłych słów, które łatwo zapamiętać.
sign-in-link-title = Logowanie linkiem
sign-in-link-text = Ten link działa jeden raz. Aby się zalogować, proszę nacisnąć przycisk poniżej.
sign-in-link-enter = Zaloguj się i przejdź dalej
sign-in-setup-title = Pierwszy administrator
sign-in-setup-text = To pierwsze uruchomienie. Osoba wpisana poniżej będzie prowadzić całą instalację: zakładać sieci i edycje, zapraszać gminy i osoby.
sign-in-setup-save = Utwórz konto i zaloguj się
sign-in-password-title = Własne hasło
sign-in-password-old = Dotychczasowe hasło
sign-in-password-old-wrong = To nie jest dotychczasowe hasło. Jeśli hasła nie można sobie przypomnieć, link do logowania przekaże osoba, która prowadzi edycję.
sign-in-password-new = Nowe hasło

## Własne sesje

sign-in-sessions = Otwarte sesje
sign-in-sessions-text = Każdy wiersz to jedno zalogowanie. Jeśli coś się nie zgadza, proszę zakończyć pozostałe sesje i zmienić hasło.
sign-in-sessions-unknown = nieznane urządzenie
sign-in-sessions-this = Ta sesja
sign-in-sessions-began = Zalogowano: { $time }
sign-in-sessions-used = Ostatnio używana: { $time }
sign-in-sessions-end = Wyloguj wszędzie indziej
sign-in-sessions-only = Nie ma innych sesji.
sign-in-sessions-ended = Pozostałe sesje są zakończone.
