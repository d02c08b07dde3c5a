-- A report counts for reconsideration, or for litigation, where every cell that is needed is known.
WITH known AS (
  SELECT substr(reports.key, 1, length(reports.key) - length(reports.scope) - 6) AS body_key,
         reports.issuer, reports.scope, reports.year,
         CASE WHEN figures.review_litigation__reconsideration__corrected IS NOT NULL
              AND figures.review_litigation__reconsideration__pending IS NOT NULL
              AND figures.review_litigation__reconsideration__total IS NOT NULL
              THEN figures.review_litigation__reconsideration__corrected END AS corrected,
         CASE WHEN figures.review_litigation__reconsideration__corrected IS NOT NULL
              AND figures.review_litigation__reconsideration__pending IS NOT NULL
              AND figures.review_litigation__reconsideration__total IS NOT NULL
              THEN figures.review_litigation__reconsideration__total
                   - figures.review_litigation__reconsideration__pending END AS decided,
         CASE WHEN figures.review_litigation__litigation_direct__corrected IS NOT NULL
              AND figures.review_litigation__litigation_direct__pending IS NOT NULL
              AND figures.review_litigation__litigation_direct__total IS NOT NULL
              AND figures.review_litigation__litigation_after_reconsideration__corrected IS NOT NULL
              AND figures.review_litigation__litigation_after_reconsideration__pending IS NOT NULL
              AND figures.review_litigation__litigation_after_reconsideration__total IS NOT NULL
              THEN figures.review_litigation__litigation_direct__corrected
                   + figures.review_litigation__litigation_after_reconsideration__corrected END AS lost,
         CASE WHEN figures.review_litigation__litigation_direct__corrected IS NOT NULL
              AND figures.review_litigation__litigation_direct__pending IS NOT NULL
              AND figures.review_litigation__litigation_direct__total IS NOT NULL
              AND figures.review_litigation__litigation_after_reconsideration__corrected IS NOT NULL
              AND figures.review_litigation__litigation_after_reconsideration__pending IS NOT NULL
              AND figures.review_litigation__litigation_after_reconsideration__total IS NOT NULL
              THEN figures.review_litigation__litigation_direct__total - figures.review_litigation__litigation_direct__pending
                   + figures.review_litigation__litigation_after_reconsideration__total
                   - figures.review_litigation__litigation_after_reconsideration__pending END AS judged
  FROM reports JOIN figures ON figures.report_id = reports.id
  WHERE reports.identified = 1
  AND reports.division_code >= coalesce(:division, '')
  AND reports.division_code < coalesce(:division, '') || ':'
  AND reports.year + 0 BETWEEN CAST(coalesce(nullif(:first_year, ''), '0') AS INTEGER)
                           AND CAST(coalesce(nullif(:last_year, ''), '9999') AS INTEGER)
    AND (nullif(:scope, '') IS NULL OR reports.scope = :scope)
), bodies AS (
  SELECT body_key, scope, max(issuer) AS body, min(year) AS from_year, max(year) AS to_year,
         count(decided) AS reports_review, sum(corrected) AS corrected, sum(decided) AS decided,
         count(judged) AS reports_litigation, sum(lost) AS lost, sum(judged) AS judged
  FROM known
  GROUP BY body_key, scope
)
SELECT body_key, body, scope, from_year, to_year, reports_review, corrected, decided,
       CASE WHEN decided >= CAST(coalesce(nullif(:least, ''), '5') AS INTEGER) THEN round(100.0 * corrected / nullif(decided, 0), 1) END AS share_corrected,
       reports_litigation, lost, judged,
       CASE WHEN judged >= CAST(coalesce(nullif(:least, ''), '5') AS INTEGER) THEN round(100.0 * lost / nullif(judged, 0), 1) END AS share_lost
FROM bodies
WHERE decided > 0 OR judged > 0
ORDER BY coalesce(corrected, 0) + coalesce(lost, 0) DESC, body_key, scope
LIMIT CAST(coalesce(nullif(:limit, ''), '200') AS INTEGER)
