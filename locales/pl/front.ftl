### Publiczna strona główna: co to jest, dla kogo, co daje.

front-title = Samoocena dojrzałości cyfrowej gminy
front-heading = Gdzie jest Państwa gmina na drodze do cyfrowego urzędu?
front-lead = Miernik to samoocena dojrzałości cyfrowej gmin. Urząd odpowiada na pytania o strategię, pieniądze, ludzi, systemy i usługi. Dostaje profil mocnych i słabych stron, uzasadnienie każdej liczby i następne kroki.
front-to-results = Zobacz opublikowane wyniki
front-to-surveys = Obejrzyj ankiety
front-profile-finding = { $count ->
    [one] Średnia z { $count } samooceny, w procentach pełnego wyniku
    [few] Średnia z { $count } samoocen, w procentach pełnego wyniku
    [many] Średnia z { $count } samoocen, w procentach pełnego wyniku
   *[other] Średnia z { $count } samooceny, w procentach pełnego wyniku
}
front-profile-mean = Średnia
front-profile-more = Wszystkie wyniki tej edycji

front-demo-title = Wejście jednym kliknięciem
front-demo-text = W wersji pokazowej można wejść jako każda z tych osób, bez hasła. Samooceny miast są puste i czekają na pierwsze odpowiedzi.
front-demo-runs = Prowadzenie i porównywanie
front-demo-administrator = Administrator
front-demo-expert = Ekspert sieci
front-demo-cities = Odpowiadanie w imieniu miasta

front-gains = Co dostaje gmina
front-gain-profile = Profil zamiast rankingu
front-gain-profile-text = Wymiary obok siebie: widać, co działa, a co hamuje resztę. Wynik ogólny jest dopiero na drugim miejscu.
front-gain-reasons = Każda liczba ma uzasadnienie
front-gain-reasons-text = Od wyniku można przejść do odpowiedzi i wzoru. Brak odpowiedzi nie oznacza „nie”: obniża pokrycie i poszerza zakres wyniku.
front-gain-steps = Następny krok, nie tylko ocena
front-gain-steps-text = Przy słabszym wyniku podajemy konkretne działanie i szacowany nakład pracy, a przy poziomie to, co blokuje następny.
front-gain-talk = Dobry początek rozmowy
front-gain-talk-text = W sieci gmin widać, kto ma już za sobą to, co inni planują. Wykresy i tabele można od razu zabrać na warsztat.

front-readers = Dla kogo to jest
front-reader-mayor = Wójt, burmistrz, prezydent
front-reader-mayor-text = Jedno zdanie o stanie gminy, jeden wykres i kilka rzeczy, od których warto zacząć. Bez żargonu.
front-reader-officer = Osoba odpowiedzialna za cyfryzację
front-reader-officer-text = Można przerwać w każdej chwili i wrócić do tego samego pytania. „Nie wiem” jest pełnoprawną odpowiedzią, a przy pytaniach podajemy, gdzie szukać danych.
front-reader-network = Sieć gmin i jej eksperci
front-reader-network-text = Ostrożne porównanie: mediany, zakresy i pokrycie zamiast pozornej dokładności. Pliki dla Excela i otwarte dane.

front-results = Opublikowane wyniki
front-results-text = Te edycje są zamknięte, a ich wyniki zamrożone: liczby już się nie zmienią.
front-results-median = na 100, mediana
front-results-taking-part = Złożone samooceny: { $submitted } z { $invited }

front-surveys = Ankiety do obejrzenia
front-surveys-text = Wszystkie pytania, punkty i poziomy są jawne. Ankietę można przeczytać bez logowania i pobrać jako plik.
front-survey-version = wersja { $version }
front-survey-sections = { $count ->
    [one] w { $count } części
    [few] w { $count } częściach
    [many] w { $count } częściach
   *[other] w { $count } części
}

front-course = Jak to przebiega
front-course-invite = Osoba, która prowadzi edycję, zaprasza gminę i przekazuje link do logowania. Żeby zacząć, nie trzeba zakładać konta ani wymyślać hasła.
front-course-answer = Urząd odpowiada wymiar po wymiarze, przez kilka dni albo tygodni. Po powrocie wszystko, co zapisano, jest na miejscu.
front-course-submit = Po złożeniu samooceny gmina od razu widzi swój profil, poziomy i następne kroki.
front-course-freeze = Po terminie edycja zostaje zamknięta, a wyniki zamrożone razem z wersją ankiety i zasad liczenia. Publiczne stają się dopiero po publikacji edycji.
front-privacy = Kto widzi odpowiedzi
front-privacy-text = Dopóki edycja nie zostanie opublikowana, wyniki gminy widzą tylko jej przedstawiciele oraz eksperci i administratorzy jej sieci. Odpowiedzi oznaczone w ankiecie jako poufne nigdy nie stają się publiczne.
front-method = Jak liczymy wyniki
