### Logowanie kontem z innej usługi (OpenID Connect).

provider-sign-in = Zaloguj się przez { $name }
provider-down = Usługa logowania nie odpowiada prawidłowo. Proszę spróbować za chwilę albo zalogować się inaczej.
provider-state = To logowanie zaczęto w innej przeglądarce albo zbyt dawno. Proszę zacząć od nowa.
provider-unwilling = Usługa logowania odmówiła albo logowanie przerwano. Proszę spróbować jeszcze raz albo zalogować się inaczej.
provider-untrue = Nie udało się sprawdzić odpowiedzi usługi logowania, dlatego nikt nie został zalogowany. Proszę powiadomić osobę, która prowadzi tę instalację.
provider-unknown = Logowanie w usłudze się udało, ale w Mierniku nie ma czynnego konta z tym adresem. W sprawie zaproszenia proszę napisać do osoby, która prowadzi edycję.
provider-unverified = Usługa logowania nie potwierdziła adresu e-mail, więc nie można znaleźć konta. Proszę zalogować się inaczej.
provider-otherwise = Konto w Mierniku z tym adresem jest już połączone z innym kontem w usłudze logowania. Połączenie może usunąć osoba, która prowadzi tę instalację.
