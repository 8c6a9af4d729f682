using Microsoft.Extensions.Options;
using Personalization.Privacy;

namespace Personalization.Functions.Privacy;

/// <summary>Settings of privacy, section <c>Privacy</c>.</summary>
public sealed class PrivacyOptions
{
    /// <summary>
    /// Purposes, separated by commas, that the shop has another lawful basis for until somebody objects: <c>analytics</c> and <c>personalization</c>
    /// may be named. Marketing, advertising and sharing need a yes of the person everywhere.
    /// </summary>
    /// <value>Default none: nothing without a yes.</value>
    public string AllowedUnlessObjected { get; set; } = "";
}

/// <summary>Refuses to start with a policy that nobody may have.</summary>
internal sealed class PrivacyOptionsValidator : IValidateOptions<PrivacyOptions>
{
    public ValidateOptionsResult Validate(string? name, PrivacyOptions options)
    {
        try
        {
            ConsentPolicy.Parse(options.AllowedUnlessObjected);
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException fault)
        {
            return ValidateOptionsResult.Fail($"Privacy:AllowedUnlessObjected: {fault.Message}");
        }
    }
}
