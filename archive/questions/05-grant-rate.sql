-- Summed over reports whose three figures are all known; a place below the least number of results gets no rate.
WITH sums AS (
  SELECT substr(reports.division_code, 1, 6) AS place_code, max(coalesce(reports.county, reports.city)) AS place,
         reports.year, count(*) AS reports,
         sum(figures.requests__granted__total) AS granted,
         sum(figures.requests__partially_granted__total) AS partially_granted,
         sum(figures.requests__results_total__total) AS results,
         sum(CASE WHEN EXISTS (SELECT 1 FROM checks
                               WHERE checks.report_id = reports.id AND checks.rule = 'requests.column_sum'
                                 AND checks.place = 'total' AND checks.verdict = 'violated')
                  THEN 1 ELSE 0 END) AS doubtful
  FROM reports JOIN figures ON figures.report_id = reports.id
  WHERE reports.identified = 1
  AND reports.division_code >= coalesce(:division, '')
  AND reports.division_code < coalesce(:division, '') || ':'
  AND reports.year + 0 BETWEEN CAST(coalesce(nullif(:first_year, ''), '0') AS INTEGER)
                           AND CAST(coalesce(nullif(:last_year, ''), '9999') AS INTEGER)
    AND reports.scope = coalesce(nullif(:basis, ''), 'aggregate')
  AND (reports.scope = 'own' OR reports.issuer_kind = 'county_government')
    AND (length(reports.division_code) > 6 OR substr(reports.division_code, 5, 2) <> '00')
  AND length(reports.division_code) >= 6
    AND figures.requests__granted__total IS NOT NULL
    AND figures.requests__partially_granted__total IS NOT NULL
    AND figures.requests__results_total__total IS NOT NULL
  GROUP BY substr(reports.division_code, 1, 6), reports.year
), rates AS (
  SELECT place_code, place, year, reports, granted, partially_granted, results, doubtful,
         round(100.0 * (granted + partially_granted) / results, 1) AS grant_rate
  FROM sums
  WHERE results > 0 AND results >= CAST(coalesce(nullif(:least, ''), '20') AS INTEGER)
)
SELECT rates.year, rank() OVER (PARTITION BY rates.year ORDER BY rates.grant_rate DESC) AS place_rank,
       rates.place_code, rates.place, rates.reports, rates.granted, rates.partially_granted, rates.results,
       rates.grant_rate,
       CASE WHEN lag(rates.year) OVER years = rates.year - 1
            THEN round(rates.grant_rate - lag(rates.grant_rate) OVER years, 1) END AS change_points,
       rates.doubtful
FROM rates
WINDOW years AS (PARTITION BY rates.place_code ORDER BY rates.year)
ORDER BY rates.year DESC, place_rank, rates.place_code
