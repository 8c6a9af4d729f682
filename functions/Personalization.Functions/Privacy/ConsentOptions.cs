using Microsoft.Extensions.Options;
using Personalization.Privacy;

namespace Personalization.Functions.Privacy;

/// <summary>Settings of consent and trust, section <c>Privacy</c>.</summary>
public sealed class ConsentOptions
{
    /// <summary>
    /// Purposes, separated by commas, that the shop has another lawful basis for until somebody objects: <c>analytics</c> and <c>personalization</c>
    /// may be named. Marketing, advertising and sharing need a yes of the person everywhere.
    /// </summary>
    /// <value>Default none: nothing without a yes.</value>
    public string AllowedUnlessObjected { get; set; } = "";

    /// <summary>
    /// Names or paths of categories, separated by commas, such as <c>Health,Books / Faith</c>: what somebody did with their products counts for
    /// the present visit only, and nothing is sold about it by messages.
    /// </summary>
    /// <value>Default none.</value>
    public string SensitiveCategories { get; set; } = "";

    /// <summary>
    /// What each trait is for and what the person gets for it, as the person reads it: <c>Privacy:Traits:birthday:Purpose:en</c>,
    /// <c>Privacy:Traits:birthday:Return:en</c>.
    /// </summary>
    public Dictionary<string, TraitOptions> Traits { get; } = new(StringComparer.Ordinal);

    /// <summary>Days that a link to the shopper's own page holds, up to 365.</summary>
    /// <value>Default 30.</value>
    public double LinkDays { get; set; } = 30;
}

/// <summary>Texts of a trait, by language.</summary>
public sealed class TraitOptions
{
    /// <summary>What it is for, such as "only to send you a gift".</summary>
    public Dictionary<string, string> Purpose { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the person gets for it, such as "a gift on the day".</summary>
    public Dictionary<string, string> Return { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Refuses to start with a policy that nobody may have.</summary>
internal sealed class ConsentOptionsValidator : IValidateOptions<ConsentOptions>
{
    public ValidateOptionsResult Validate(string? name, ConsentOptions options)
    {
        try
        {
            ConsentPolicy.Parse(options.AllowedUnlessObjected);
            return options.LinkDays is > 0 and <= 365 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail("Privacy:LinkDays is above 0 and at most 365.");
        }
        catch (ArgumentException fault)
        {
            return ValidateOptionsResult.Fail($"Privacy:AllowedUnlessObjected: {fault.Message}");
        }
    }
}
