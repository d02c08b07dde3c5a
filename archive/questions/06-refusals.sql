-- Each reason is summed over the reports in which both it and the total of results are known, and so is its denominator.
WITH years AS (
  SELECT reports.year,
         sum(CASE WHEN figures.requests__results_total__total IS NOT NULL
                  THEN figures.requests__denied_state_secret__total END) AS denied_state_secret,
         sum(CASE WHEN figures.requests__denied_state_secret__total IS NOT NULL
                  THEN figures.requests__results_total__total END) AS of_denied_state_secret,
         sum(CASE WHEN figures.requests__results_total__total IS NOT NULL
                  THEN figures.requests__denied_law_prohibits__total END) AS denied_law_prohibits,
         sum(CASE WHEN figures.requests__denied_law_prohibits__total IS NOT NULL
                  THEN figures.requests__results_total__total END) AS of_denied_law_prohibits,
         sum(CASE WHEN figures.requests__results_total__total IS NOT NULL
                  THEN figures.requests__denied_security_stability__total END) AS denied_security_stability,
         sum(CASE WHEN figures.requests__denied_security_stability__total IS NOT NULL
                  THEN figures.requests__results_total__total END) AS of_denied_security_stability,
         sum(CASE WHEN figures.requests__results_total__total IS NOT NULL
                  THEN figures.requests__denied_third_party__total END) AS denied_third_party,
         sum(CASE WHEN figures.requests__denied_third_party__total IS NOT NULL
                  THEN figures.requests__results_total__total END) AS of_denied_third_party,
         sum(CASE WHEN figures.requests__results_total__total IS NOT NULL
                  THEN figures.requests__denied_internal_affairs__total END) AS denied_internal_affairs,
         sum(CASE WHEN figures.requests__denied_internal_affairs__total IS NOT NULL
                  THEN figures.requests__results_total__total END) AS of_denied_internal_affairs,
         sum(CASE WHEN figures.requests__results_total__total IS NOT NULL
                  THEN figures.requests__denied_process_info__total END) AS denied_process_info,
         sum(CASE WHEN figures.requests__denied_process_info__total IS NOT NULL
                  THEN figures.requests__results_total__total END) AS of_denied_process_info,
         sum(CASE WHEN figures.requests__results_total__total IS NOT NULL
                  THEN figures.requests__denied_enforcement_files__total END) AS denied_enforcement_files,
         sum(CASE WHEN figures.requests__denied_enforcement_files__total IS NOT NULL
                  THEN figures.requests__results_total__total END) AS of_denied_enforcement_files,
         sum(CASE WHEN figures.requests__results_total__total IS NOT NULL
                  THEN figures.requests__denied_admin_query__total END) AS denied_admin_query,
         sum(CASE WHEN figures.requests__denied_admin_query__total IS NOT NULL
                  THEN figures.requests__results_total__total END) AS of_denied_admin_query,
         sum(CASE WHEN figures.requests__results_total__total IS NOT NULL
                  THEN figures.requests__unprocessed_petition__total END) AS unprocessed_petition,
         sum(CASE WHEN figures.requests__unprocessed_petition__total IS NOT NULL
                  THEN figures.requests__results_total__total END) AS of_unprocessed_petition,
         sum(CASE WHEN figures.requests__results_total__total IS NOT NULL
                  THEN figures.requests__unprocessed_duplicate__total END) AS unprocessed_duplicate,
         sum(CASE WHEN figures.requests__unprocessed_duplicate__total IS NOT NULL
                  THEN figures.requests__results_total__total END) AS of_unprocessed_duplicate,
         sum(CASE WHEN figures.requests__results_total__total IS NOT NULL
                  THEN figures.requests__unprocessed_publications__total END) AS unprocessed_publications,
         sum(CASE WHEN figures.requests__unprocessed_publications__total IS NOT NULL
                  THEN figures.requests__results_total__total END) AS of_unprocessed_publications,
         sum(CASE WHEN figures.requests__results_total__total IS NOT NULL
                  THEN figures.requests__unprocessed_excessive__total END) AS unprocessed_excessive,
         sum(CASE WHEN figures.requests__unprocessed_excessive__total IS NOT NULL
                  THEN figures.requests__results_total__total END) AS of_unprocessed_excessive,
         sum(CASE WHEN figures.requests__results_total__total IS NOT NULL
                  THEN figures.requests__unprocessed_reconfirm__total END) AS unprocessed_reconfirm,
         sum(CASE WHEN figures.requests__unprocessed_reconfirm__total IS NOT NULL
                  THEN figures.requests__results_total__total END) AS of_unprocessed_reconfirm
  FROM reports JOIN figures ON figures.report_id = reports.id
  WHERE reports.identified = 1
  AND reports.division_code >= coalesce(:division, '')
  AND reports.division_code < coalesce(:division, '') || ':'
  AND reports.year + 0 BETWEEN CAST(coalesce(nullif(:first_year, ''), '0') AS INTEGER)
                           AND CAST(coalesce(nullif(:last_year, ''), '9999') AS INTEGER)
    AND reports.scope = coalesce(nullif(:basis, ''), 'aggregate')
  AND (reports.scope = 'own' OR reports.issuer_kind = 'county_government')
  GROUP BY reports.year
), reasons AS (
  SELECT year,  1 AS position, 'denied_state_secret' AS reason, denied_state_secret AS cases, of_denied_state_secret AS results FROM years
  UNION ALL
  SELECT year,  2 AS position, 'denied_law_prohibits' AS reason, denied_law_prohibits AS cases, of_denied_law_prohibits AS results FROM years
  UNION ALL
  SELECT year,  3 AS position, 'denied_security_stability' AS reason, denied_security_stability AS cases, of_denied_security_stability AS results FROM years
  UNION ALL
  SELECT year,  4 AS position, 'denied_third_party' AS reason, denied_third_party AS cases, of_denied_third_party AS results FROM years
  UNION ALL
  SELECT year,  5 AS position, 'denied_internal_affairs' AS reason, denied_internal_affairs AS cases, of_denied_internal_affairs AS results FROM years
  UNION ALL
  SELECT year,  6 AS position, 'denied_process_info' AS reason, denied_process_info AS cases, of_denied_process_info AS results FROM years
  UNION ALL
  SELECT year,  7 AS position, 'denied_enforcement_files' AS reason, denied_enforcement_files AS cases, of_denied_enforcement_files AS results FROM years
  UNION ALL
  SELECT year,  8 AS position, 'denied_admin_query' AS reason, denied_admin_query AS cases, of_denied_admin_query AS results FROM years
  UNION ALL
  SELECT year,  9 AS position, 'unprocessed_petition' AS reason, unprocessed_petition AS cases, of_unprocessed_petition AS results FROM years
  UNION ALL
  SELECT year, 10 AS position, 'unprocessed_duplicate' AS reason, unprocessed_duplicate AS cases, of_unprocessed_duplicate AS results FROM years
  UNION ALL
  SELECT year, 11 AS position, 'unprocessed_publications' AS reason, unprocessed_publications AS cases, of_unprocessed_publications AS results FROM years
  UNION ALL
  SELECT year, 12 AS position, 'unprocessed_excessive' AS reason, unprocessed_excessive AS cases, of_unprocessed_excessive AS results FROM years
  UNION ALL
  SELECT year, 13 AS position, 'unprocessed_reconfirm' AS reason, unprocessed_reconfirm AS cases, of_unprocessed_reconfirm AS results FROM years
)
SELECT year, reason, cases, results,
       CASE WHEN results >= CAST(coalesce(nullif(:least, ''), '20') AS INTEGER) THEN round(100.0 * cases / nullif(results, 0), 2) END AS share
FROM reasons
WHERE results IS NOT NULL
ORDER BY year, position
