### Comparing municipalities: the page of a campaign with its matrix and charts.

compare-caption = Results of the campaign
compare-finding = Half of the municipalities score between { $low } and { $high } (out of { $end }).
compare-finding-median = Half of the municipalities score at least { $median } (out of { $end }).
compare-finding-few = There are too few results to say anything about the whole group.
compare-weakest = { $count ->
    [one] Weakest dimension in the network: { $names } (median { $median }).
   *[other] Weakest dimensions in the network: { $names } (median { $median }).
}
compare-weakest-none = The dimensions cannot be compared yet.
compare-nothing-yet = No municipality has a result yet.
compare-not-frozen = The campaign is under way or its results have not been frozen yet. These numbers may change; only experts and the people who run the campaign see them.
compare-submitted = Submitted assessments
compare-of = { $count } of { $all }
compare-in-view = Municipalities in this view
compare-median-of = Median score (out of { $end })
compare-frozen = Results frozen
compare-distribution-title = How the scores are distributed
compare-distribution-finding = { $count ->
    [one] { $count } municipality has a score: { $low }.
   *[other] { $count } municipalities have a score: from { $low } to { $high }.
}
compare-strips-title = Dimensions, as a percentage of the full score
compare-others = other municipalities
compare-count = Number of municipalities
compare-middle-half = middle half of the municipalities
compare-low-quartile = Lower quartile
compare-high-quartile = Upper quartile
compare-contributing = Municipalities with a score
compare-chart-source = Miernik · { $campaign } · survey { $survey } ({ $hash })
compare-in-figures = The same data in figures
compare-figures-below = The same figures are in the table below.
compare-region = Region
compare-kind = Kind of municipality
compare-all-regions = all regions
compare-all-kinds = all kinds
compare-all = Show all municipalities
compare-matrix-title = Municipalities and dimensions
compare-scale = out of { $end }
compare-not-submitted = assessment not submitted
compare-legend-none = no data or not applicable
compare-legend-provisional = provisional score: too few answers
compare-hidden = Confidential answers are neither shown nor counted here: only the municipality itself and the experts of the network see results with them. If they were counted, they could be worked out from the other numbers.
compare-confidential-counted = This account sees confidential answers, and the numbers here count them. Everybody else sees results without these answers, so the numbers and ranks they see may differ.
compare-view-unknown = There is no such view
