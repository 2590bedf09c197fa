"""Public finance by quarter: autonomy, disbursement, recommendations of audits."""
