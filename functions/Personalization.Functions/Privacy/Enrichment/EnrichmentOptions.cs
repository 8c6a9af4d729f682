using Microsoft.Extensions.Options;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Functions.Privacy.Enrichment;

/// <summary>Settings of enrichment by a service outside, section <c>Enrichment</c>. Off while <see cref="Url"/> is empty.</summary>
public sealed class EnrichmentOptions
{
    /// <summary>The service's address, https: <c>{"emailSha256":"..."}</c> is posted there, and its answer is an object.</summary>
    /// <value>Default empty: nobody is asked.</value>
    public string Url { get; set; } = "";

    /// <summary>Its name, kept with all that it brings.</summary>
    /// <value>Default <c>service</c>.</value>
    public string Name { get; set; } = "service";

    /// <summary>The header <c>Authorization</c> for it.</summary>
    /// <value>Default empty.</value>
    public string Authorization { get; set; } = "";

    /// <summary>Seconds that it is waited for.</summary>
    /// <value>Default 5.</value>
    public int TimeoutSeconds { get; set; } = 5;

    /// <summary>What it may bring, by the member of its answer: <c>trait</c> or <c>trait:purpose</c>, such as <c>score:spender:marketing</c>. Without a purpose it is for personalization.</summary>
    /// <value>Default none.</value>
    public Dictionary<string, string> Fields { get; set; } = [];

    /// <summary>The trait and purpose that a field's setting names; null for what cannot be read.</summary>
    internal static (string Trait, Purpose Purpose)? Read(string setting)
    {
        int colon = setting.LastIndexOf(':');
        if (colon > 0 && Consents.PurposeOf(setting[(colon + 1)..]) is { } purpose) return (setting[..colon], purpose);
        return setting.Length is > 0 and <= 60 ? (setting, Purpose.Personalization) : null;
    }
}

/// <summary>Refuses to start with a service that people's data would reach in clear.</summary>
internal sealed class EnrichmentOptionsValidator(ForbiddenTraits forbidden) : IValidateOptions<EnrichmentOptions>
{
    public ValidateOptionsResult Validate(string? name, EnrichmentOptions options)
    {
        if (options.Url.Length == 0) return ValidateOptionsResult.Success;
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out Uri? url) || (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback)) return ValidateOptionsResult.Fail("Enrichment:Url must be an https address");
        if (options.TimeoutSeconds is < 1 or > 30) return ValidateOptionsResult.Fail("Enrichment:TimeoutSeconds must be from 1 to 30");
        foreach ((string member, string setting) in options.Fields)
        {
            if (EnrichmentOptions.Read(setting) is not { } field) return ValidateOptionsResult.Fail($"Enrichment:Fields:{member} must be a trait, or a trait and its purpose: TRAIT:PURPOSE");
            if (forbidden.Holds(member) || forbidden.Holds(field.Trait)) return ValidateOptionsResult.Fail($"Enrichment:Fields:{member} is about what the law protects most; no service may bring it");
        }
        return ValidateOptionsResult.Success;
    }
}
