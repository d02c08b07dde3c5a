-- The newest report of each body that prints any way to reach it; an aggregate and an own report are one body.
WITH newest AS (
  SELECT substr(reports.key, 1, length(reports.key) - length(reports.scope) - 6) AS body_key,
         reports.id, reports.issuer, reports.issuer_kind, reports.year, reports.division_code, reports.contact_office,
         reports.contact_address, reports.contact_postcode, reports.contact_phones, reports.contact_emails,
         row_number() OVER (
           PARTITION BY substr(reports.key, 1, length(reports.key) - length(reports.scope) - 6)
           ORDER BY reports.year DESC, reports.scope DESC
         ) AS position
  FROM reports
  WHERE reports.identified = 1
    AND reports.division_code >= coalesce(:division, '')
  AND reports.division_code < coalesce(:division, '') || ':'
    AND (reports.contact_address IS NOT NULL OR nullif(reports.contact_phones, '') IS NOT NULL
         OR nullif(reports.contact_emails, '') IS NOT NULL)
)
SELECT body_key, issuer AS body, issuer_kind AS kind, contact_office, contact_address, contact_postcode, contact_phones,
       contact_emails, year, id AS report_id
FROM newest
WHERE position = 1
ORDER BY division_code, issuer_kind, issuer
LIMIT CAST(coalesce(nullif(:limit, ''), '200') AS INTEGER)
