namespace Personalization.Profiles.Preferences;

/// <summary>Something that can be liked better than something else: <c>category:NAME</c>, <c>brand:NAME</c> or <c>product:ID</c>. Storage format.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Id">Its name or id.</param>
public readonly record struct ChoiceSubject(string Kind, string Id)
{
#pragma warning disable CS1591 // The names explain themselves.
    public const string Category = "category";
    public const string Brand = "brand";
    public const string Product = "product";
#pragma warning restore CS1591

    /// <summary>The subject of a form; null for what is none.</summary>
    public static ChoiceSubject? Parse(string form)
    {
        int colon = form.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < form.Length - 1 && form[..colon] is Category or Brand or Product ? new ChoiceSubject(form[..colon], form[(colon + 1)..]) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}:{Id}";
}

/// <summary>Which of two a person likes better, as a trait keeps it.</summary>
/// <param name="Slot">The trait's place: there are <see cref="ChoiceRules.Slots"/>, so that a profile stays bounded however many questions are answered.</param>
/// <param name="Chosen">What was liked better.</param>
/// <param name="Other">What was not.</param>
/// <param name="At">When.</param>
public sealed record MadeChoice(int Slot, ChoiceSubject Chosen, ChoiceSubject Other, DateTimeOffset At);

/// <summary>The next question for a person.</summary>
/// <param name="Slot">The place that its answer takes.</param>
/// <param name="A">The one.</param>
/// <param name="B">The other.</param>
public sealed record ChoiceQuestion(int Slot, ChoiceSubject A, ChoiceSubject B);
