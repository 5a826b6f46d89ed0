### Logowanie kontem z innej usługi (OpenID Connect).

provider-sign-in = Zaloguj się przez { $name }
provider-down = Usługa, przez którą miało się odbyć logowanie, nie odpowiada tak, jak powinna. Proszę spróbować za chwilę albo zalogować się inaczej.
provider-state = To logowanie zaczęto w innej przeglądarce albo zbyt dawno. Proszę zacząć od nowa.
provider-unwilling = Usługa, przez którą miało się odbyć logowanie, nie wpuściła. Proszę spróbować jeszcze raz albo zalogować się inaczej.
provider-untrue = Odpowiedzi usługi, przez którą miało się odbyć logowanie, nie dało się sprawdzić, więc się nie liczy. Proszę powiadomić osobę, która prowadzi tę instalację.
provider-unknown = Tam logowanie się udało, ale tutaj nikt nie ma tego adresu albo konto jest zamknięte. Zaprosić może osoba, która prowadzi edycję.
provider-unverified = Usługa nie podała sprawdzonego adresu, więc nie da się znaleźć konta. Proszę zalogować się inaczej.
provider-otherwise = Konto z tym adresem należy już do innego konta w tamtej usłudze. Cofnąć to może osoba, która prowadzi tę instalację.
