namespace Personalization.Recommendations;

/// <summary>Why an answer is for anybody.</summary>
public enum Impersonal
{
    /// <summary>The request names nobody.</summary>
    Nobody,

    /// <summary>The visitor has not agreed to personalization.</summary>
    NoConsent,
}
