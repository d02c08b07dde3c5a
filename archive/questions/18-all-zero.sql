-- All nought: seven totals of parts three and four are printed as 0. A blank makes a report one that cannot be told,
-- unless another of the totals is above nought.
WITH told AS (
  SELECT reports.division_code, reports.province, reports.city, reports.county, reports.year,
         CASE WHEN figures.requests__new_requests__total = 0
              AND figures.requests__carried_in__total = 0
              AND figures.requests__results_total__total = 0
              AND figures.requests__carried_out__total = 0
              AND figures.review_litigation__reconsideration__total = 0
              AND figures.review_litigation__litigation_direct__total = 0
              AND figures.review_litigation__litigation_after_reconsideration__total = 0
              THEN 1
              WHEN figures.requests__new_requests__total > 0
                OR figures.requests__carried_in__total > 0
                OR figures.requests__results_total__total > 0
                OR figures.requests__carried_out__total > 0
                OR figures.review_litigation__reconsideration__total > 0
                OR figures.review_litigation__litigation_direct__total > 0
                OR figures.review_litigation__litigation_after_reconsideration__total > 0
              THEN 0
         END AS nought
  FROM reports JOIN figures ON figures.report_id = reports.id
  WHERE reports.identified = 1
  AND reports.division_code >= coalesce(:division, '')
  AND reports.division_code < coalesce(:division, '') || ':'
  AND reports.year + 0 BETWEEN CAST(coalesce(nullif(:first_year, ''), '0') AS INTEGER)
                           AND CAST(coalesce(nullif(:last_year, ''), '9999') AS INTEGER)
    AND reports.scope = 'own'
    AND (nullif(:kind, '') IS NULL OR reports.issuer_kind = :kind)
    AND length(reports.division_code) >= CAST(coalesce(nullif(:digits, ''), '0') AS INTEGER)
  AND (CAST(coalesce(nullif(:digits, ''), '0') AS INTEGER) < 4 OR substr(reports.division_code, 3, 2) <> '00')
  AND (CAST(coalesce(nullif(:digits, ''), '0') AS INTEGER) < 6 OR length(reports.division_code) > 6 OR substr(reports.division_code, 5, 2) <> '00')
)
SELECT substr(reports.division_code, 1, CAST(coalesce(nullif(:digits, ''), '0') AS INTEGER)) AS place_code,
       CASE CAST(coalesce(nullif(:digits, ''), '0') AS INTEGER)
           WHEN 0 THEN NULL
           WHEN 2 THEN max(reports.province)
           WHEN 4 THEN max(coalesce(reports.city, reports.county))
           ELSE max(coalesce(reports.county, reports.city))
         END AS place,
       reports.year, count(*) AS reports, count(*) - count(nought) AS not_told, sum(nought) AS all_nought,
       CASE WHEN count(nought) >= CAST(coalesce(nullif(:least, ''), '1') AS INTEGER)
            THEN round(100.0 * sum(nought) / nullif(count(nought), 0), 1) END AS share_nought
FROM told AS reports
GROUP BY substr(reports.division_code, 1, CAST(coalesce(nullif(:digits, ''), '0') AS INTEGER)), reports.year
ORDER BY place_code, reports.year
