package dev.ordinal.policy;

/** What a rule that fails at run time means for the change it was to judge, as in ValidatingAdmissionPolicy. */
public enum FailurePolicy {
    /** The same as a finding of the rule: one that would deny denies. */
    FAIL,
    /** Nothing; it is reported. */
    IGNORE
}
