### Jak liczymy.

method-title = Jak liczymy
method-intro = Każdą liczbę można rozłożyć aż do odpowiedzi: obok wyników jest link „wyjaśnij”. Poniżej są wszystkie zasady, w kolejności, w jakiej działają.

method-answers = Od odpowiedzi do punktów
method-answers-text = Każda odpowiedź do wyboru ma swoje punkty. Przy wielokrotnym wyborze punkty zaznaczonych odpowiedzi dzielimy przez punkty wszystkich. Przy liczbach są dwie granice: jedna daje zero, druga pełny wynik. Między nimi wynik zmienia się proporcjonalnie, a poza nimi się nie zmienia. Udziały w procentach obliczamy z dwóch wpisanych liczb.
method-answers-formula = wynik = 100 × (x − granica zera) ÷ (granica pełnego wyniku − granica zera), nie mniej niż 0 i nie więcej niż 100
method-mean = Od punktów do wyniku wymiaru i gminy
method-mean-text = Wynik wymiaru jest średnią ważoną jego pytań, a wynik gminy średnią ważoną wymiarów. Niektóre ankiety zamiast średniej sumują punkty; mówi o tym objaśnienie każdej liczby. Po drodze niczego nie zaokrąglamy. Moduły dodatkowe mają własny wynik i nie wchodzą do wyniku gminy.
method-mean-formula = wynik = suma (waga × wynik części) ÷ suma wag części, które się liczą
method-means = Inne średnie
method-means-text = Ankieta może przyjąć, że mocna część nie nadrabia w pełni słabej. Wtedy wskazuje dla wymiaru albo całej gminy inną średnią: geometryczną, harmoniczną, potęgową, wynik najsłabszej części albo AMPI, czyli średnią z karą za różnice. Trzy pierwsze liczymy na skali od 1 do 100 i przeliczamy z powrotem, więc zero w jednej części nie zeruje wyniku. Jeśli wszystkie części są równe, wynik jest taki jak one. Objaśnienie pokazuje, ile każda część wnosi do zwykłej średniej, i osobno, jak zmieniają wynik różnice między częściami.
method-means-formula = średnia harmoniczna ≤ geometryczna ≤ zwykła; wszystkie są równe tylko wtedy, gdy równe są części
method-missing = Brak odpowiedzi to nie „nie”
method-missing-text = Rozróżniamy cztery stany: odpowiedź, „nie dotyczy” z powodem, „nie wiem” i brak odpowiedzi. „Nie dotyczy” oraz pytania, których nie zadano, nie liczą się w żadną stronę. „Nie wiem” i brak odpowiedzi nie są zerem: wypadają ze średniej, ale obniżają pokrycie i poszerzają zakres wyniku. W ankiecie można przyjąć inną zasadę (brak liczy się jako zero albo oznacza brak wyniku). Mówi o tym wtedy objaśnienie liczby.
method-coverage = Pokrycie
method-coverage-text = Pokrycie mówi, jaką część oczekiwanych odpowiedzi mamy, z uwzględnieniem wag. Wynik wymiaru jest pewny od pokrycia 2/3. Wynik gminy jest pewny od pokrycia 80%, jeśli żaden wymiar nie jest pusty. Ankieta może podawać inne progi. Poniżej progu wynik jest wstępny: pokazujemy go z dopiskiem i nie wchodzi do miejsc ani do median.
method-coverage-formula = pokrycie = suma wag odpowiedzi, które są ÷ suma wag odpowiedzi, które powinny być
method-bounds = Zakres
method-bounds-text = Zakres to dwie liczby: wynik, gdyby wszystkie brakujące odpowiedzi były najgorsze, i wynik, gdyby były najlepsze. Prawdziwy wynik leży między nimi. Jeśli niczego nie brakuje, zakresu nie ma.
method-bounds-formula = dolna granica: braki = 0; górna granica: braki = 100
method-levels = Poziomy i wymagania
method-levels-text = Poziom zależy od wyniku i od wymagań. Wynik równy progowi należy już do wyższego poziomu. Niektóre pytania są wymaganiami poziomu. Poziom osiąga gmina, której wynik sięga progu i która spełnia wymaganą część (zwykle 85%) wymagań tego poziomu i każdego niższego. Brak odpowiedzi nie spełnia wymagania, a „nie dotyczy” je usuwa.
method-ranks = Miejsca
method-ranks-text = Miejsca mają tylko gminy z pewnym wynikiem. Gminy o równym wyniku dzielą miejsca, na przykład 5–6. Porównujemy wyniki z dokładnością do jednej miliardowej, a nie zaokrąglone, jak na stronie. Lista gmin jest domyślnie alfabetyczna, bo ma pomagać, a nie zawstydzać.
method-ranks-formula = pierwsze miejsce gminy = 1 + liczba gmin z wyższym wynikiem
method-quantiles = Mediana i kwartyle
method-quantiles-text = Połowa gmin ma wynik nie wyższy niż mediana; między dolnym a górnym kwartylem leży środkowa połowa gmin. Liczymy je tak samo jak Excel (PERCENTYL.PRZEDZ.ZAMK), R i numpy (typ 7). Gmina, której wynik oglądamy, też się liczy.
method-quantiles-formula = kwantyl p = x[k] + (h − k) × (x[k+1] − x[k]), gdzie h = (n − 1) × p, a k to część całkowita h
method-frozen = Zamrożone wyniki się nie zmieniają
method-frozen-text = Po zamknięciu edycji wyniki są zamrażane razem z odpowiedziami, z których powstały, z odciskiem ankiety i z wersją zasad. Nowa ankieta albo nowe zasady dają nowy wynik obok dotychczasowego, nigdy zamiast niego.
method-disclosure = Co pokazujemy komu
method-disclosure-text = Publicznie pokazujemy tylko zamrożone i opublikowane wyniki. Medianę grupy pokazujemy wszystkim od { $median } gmin z wynikiem, kwartyle od { $quartiles }. Eksperci sieci i osoby, które prowadzą edycję, widzą medianę od { $median-inside } i kwartyle od { $quartiles-inside }. Gminy i tak znają z nazwy.
method-confidential-text = Odpowiedzi i wyniki poufne widzą tylko gmina i eksperci jej sieci. Wszyscy inni widzą wyniki policzone tak, jakby pytania poufne gminy nie dotyczyły. Dlatego nic, co widzą, nie zależy od odpowiedzi poufnych i nie da się ich odgadnąć. Z tego samego powodu wynik gminy może być inny dla tych, którzy widzą te odpowiedzi, a inny dla pozostałych. Uwagi, nazwiska i teksty zostają w gminie i jej sieci.
method-sources = Skąd te zasady
method-source-handbook = OECD i Wspólne Centrum Badawcze Komisji Europejskiej: Handbook on Constructing Composite Indicators, 2008
method-source-ampi = M. Mazziotta i A. Pareto: On a Generalized Non-compensatory Composite Index for Measuring Socio-economic Phenomena, Social Indicators Research 127, 2016 (AMPI)
method-source-quantiles = R. J. Hyndman i Y. Fan: Sample Quantiles in Statistical Packages, 1996 (typ 7)
method-source-disclosure = Progi publikacji: praktyka urzędów statystycznych (zwykle 3 lub 5 jednostek); wybraliśmy ostrzejszą
