-- Only rows of which all seven cells are known are summed; the other reports are counted as left out.
WITH rows_printed AS (
  SELECT reports.division_code, reports.province, reports.city, reports.county, reports.year,
         CASE WHEN figures.requests__new_requests__natural_person IS NOT NULL
              AND figures.requests__new_requests__org_business IS NOT NULL
              AND figures.requests__new_requests__org_research IS NOT NULL
              AND figures.requests__new_requests__org_public_interest IS NOT NULL
              AND figures.requests__new_requests__org_legal_service IS NOT NULL
              AND figures.requests__new_requests__org_other IS NOT NULL
              AND figures.requests__new_requests__total IS NOT NULL
              THEN 1 ELSE 0 END AS full_row,
         figures.requests__new_requests__natural_person AS natural_person,
         figures.requests__new_requests__org_business AS org_business,
         figures.requests__new_requests__org_research AS org_research,
         figures.requests__new_requests__org_public_interest AS org_public_interest,
         figures.requests__new_requests__org_legal_service AS org_legal_service,
         figures.requests__new_requests__org_other AS org_other,
         figures.requests__new_requests__total AS total
  FROM reports JOIN figures ON figures.report_id = reports.id
  WHERE reports.identified = 1
  AND reports.division_code >= coalesce(:division, '')
  AND reports.division_code < coalesce(:division, '') || ':'
  AND reports.year + 0 BETWEEN CAST(coalesce(nullif(:first_year, ''), '0') AS INTEGER)
                           AND CAST(coalesce(nullif(:last_year, ''), '9999') AS INTEGER)
    AND reports.scope = coalesce(nullif(:basis, ''), 'aggregate')
  AND (reports.scope = 'own' OR reports.issuer_kind = 'county_government')
    AND length(reports.division_code) >= CAST(coalesce(nullif(:digits, ''), '2') AS INTEGER)
  AND (CAST(coalesce(nullif(:digits, ''), '2') AS INTEGER) < 4 OR substr(reports.division_code, 3, 2) <> '00')
  AND (CAST(coalesce(nullif(:digits, ''), '2') AS INTEGER) < 6 OR length(reports.division_code) > 6 OR substr(reports.division_code, 5, 2) <> '00')
), sums AS (
  SELECT substr(reports.division_code, 1, CAST(coalesce(nullif(:digits, ''), '2') AS INTEGER)) AS place_code,
         CASE CAST(coalesce(nullif(:digits, ''), '2') AS INTEGER)
           WHEN 0 THEN NULL
           WHEN 2 THEN max(reports.province)
           WHEN 4 THEN max(coalesce(reports.city, reports.county))
           ELSE max(coalesce(reports.county, reports.city))
         END AS place,
         reports.year, sum(full_row) AS reports, count(*) - sum(full_row) AS left_out,
         sum(CASE WHEN full_row = 1 THEN total END) AS new_requests,
         sum(CASE WHEN full_row = 1 THEN natural_person END) AS natural_person,
         sum(CASE WHEN full_row = 1 THEN org_business END) AS org_business,
         sum(CASE WHEN full_row = 1 THEN org_research END) AS org_research,
         sum(CASE WHEN full_row = 1 THEN org_public_interest END) AS org_public_interest,
         sum(CASE WHEN full_row = 1 THEN org_legal_service END) AS org_legal_service,
         sum(CASE WHEN full_row = 1 THEN org_other END) AS org_other
  FROM rows_printed AS reports
  GROUP BY substr(reports.division_code, 1, CAST(coalesce(nullif(:digits, ''), '2') AS INTEGER)), reports.year
)
SELECT place_code, place, year, reports, left_out, new_requests, natural_person, org_business, org_research,
       org_public_interest, org_legal_service, org_other,
       CASE WHEN new_requests >= CAST(coalesce(nullif(:least, ''), '20') AS INTEGER)
            THEN round(100.0 * natural_person / nullif(new_requests, 0), 1) END AS share_natural,
       CASE WHEN new_requests >= CAST(coalesce(nullif(:least, ''), '20') AS INTEGER)
            THEN round(100.0 * org_business / nullif(new_requests, 0), 1) END AS share_business,
       CASE WHEN new_requests >= CAST(coalesce(nullif(:least, ''), '20') AS INTEGER)
            THEN round(100.0 * org_legal_service / nullif(new_requests, 0), 1) END AS share_legal
FROM sums
ORDER BY place_code, year
