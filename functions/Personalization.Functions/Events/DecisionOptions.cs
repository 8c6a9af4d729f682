using Microsoft.Extensions.Options;
using Personalization.Events.Decisions;

namespace Personalization.Functions.Events;

/// <summary>The setting <c>DecisionKey</c>.</summary>
public sealed class DecisionOptions
{
    /// <summary>
    /// Secrets that decision ids are signed with, of at least 16 characters each, separated by commas or spaces: the first signs, all are
    /// believed. To change it put the new one first, and take the old one off a month later.
    /// </summary>
    /// <value>None: it must be set.</value>
    public string? DecisionKey { get; set; }
}

/// <summary>Refuses to start without a key that is long enough.</summary>
internal sealed class DecisionOptionsValidator : IValidateOptions<DecisionOptions>
{
    public ValidateOptionsResult Validate(string? name, DecisionOptions options)
    {
        string[] keys = DecisionSigner.Split(options.DecisionKey ?? "");
        return keys.Length > 0 && keys.All(key => key.Length >= DecisionSigner.ShortestKey)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Set DecisionKey to a secret of at least {DecisionSigner.ShortestKey} characters (such as the answer of: openssl rand -hex 32). Decision ids are signed with it.");
    }
}
