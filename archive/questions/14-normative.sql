-- Two questions, and no contradictions: regulations of a body that may make none, and documents in force that do not follow from last year's.
SELECT checks.report_id,
       CASE reports.identified WHEN 1 THEN substr(reports.key, 1, length(reports.key) - length(reports.scope) - 6) END AS body_key,
       reports.issuer AS body, reports.issuer_kind AS kind, reports.year, checks.rule, checks.place AS at,
       checks.left_value, checks.right_value,
       figures.proactive__regulations__in_force AS regulations_in_force,
       figures.proactive__normative_docs__issued AS documents_issued,
       figures.proactive__normative_docs__repealed AS documents_repealed,
       figures.proactive__normative_docs__in_force AS documents_in_force
FROM checks
JOIN reports ON reports.id = checks.report_id
JOIN figures ON figures.report_id = reports.id
WHERE checks.verdict = 'violated'
  AND checks.rule IN ('proactive.regulations_by_authority', 'proactive.in_force_carried_over')
  AND (nullif(:rule, '') IS NULL OR checks.rule = :rule)
  AND (nullif(:division, '') IS NULL
       OR reports.division_code >= :division AND reports.division_code < :division || ':')
  AND (nullif(:first_year, '') IS NULL OR reports.year >= CAST(:first_year AS INTEGER))
  AND (nullif(:last_year, '') IS NULL OR reports.year <= CAST(:last_year AS INTEGER))
ORDER BY checks.rule DESC, reports.year DESC, reports.division_code, checks.report_id, checks.place
LIMIT CAST(coalesce(nullif(:limit, ''), '200') AS INTEGER)
