using Microsoft.Extensions.Options;
using Personalization.Events.Decisions;
using Personalization.Privacy.Erasure;
using Personalization.Privacy.Suppression;

namespace Personalization.Functions.Privacy;

/// <summary>Settings of requests about people, section <c>Privacy</c>.</summary>
public sealed class ErasureOptions
{
    /// <summary>
    /// Secret of at least 16 characters that hashes of people are made with. It must never change: with another one nobody on the suppression list
    /// is known any more.
    /// </summary>
    /// <value>None: until it and <see cref="ReceiptKey"/> are set, nobody can be exported, erased or suppressed by the API.</value>
    public string SuppressionSalt { get; set; } = "";

    /// <summary>Secrets that receipts are signed with, of at least 16 characters, separated by commas or spaces: the first signs, all are believed.</summary>
    /// <value>None.</value>
    public string ReceiptKey { get; set; } = "";

    /// <summary>Client secrets of the Shopify app whose privacy webhooks are taken, separated by commas or spaces: all are believed.</summary>
    /// <value>None: the webhooks are refused.</value>
    public string ShopifySecret { get; set; } = "";

    /// <summary>How old the suppression list in an instance's memory may be. An erasure waits twice as long before it begins.</summary>
    /// <value>Default 10 seconds.</value>
    public TimeSpan ListRefresh { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether all of storage is searched for the person after an erasure. It reads everything once: a shop with very much may do without, and its receipts say so.</summary>
    /// <value>Default true.</value>
    public bool Scan { get; set; } = true;

    /// <summary>Whether the secrets are there.</summary>
    internal bool IsSet => SuppressionSalt.Length > 0 && ReceiptKey.Length > 0;
}

/// <summary>Refuses to start with secrets that are too short.</summary>
internal sealed class ErasureOptionsValidator : IValidateOptions<ErasureOptions>
{
    public ValidateOptionsResult Validate(string? name, ErasureOptions options)
    {
        List<string> wrong = [];
        string how = "characters (such as the answer of: openssl rand -hex 32).";
        if (options.SuppressionSalt.Length is > 0 and < PersonHasher.ShortestSalt) wrong.Add($"Privacy:SuppressionSalt must have at least {PersonHasher.ShortestSalt} {how}");
        if (DecisionSigner.Split(options.ReceiptKey).Any(key => key.Length < ReceiptSigner.ShortestKey)) wrong.Add($"Each key of Privacy:ReceiptKey must have at least {ReceiptSigner.ShortestKey} {how}");
        if (options.SuppressionSalt.Length > 0 != options.ReceiptKey.Length > 0) wrong.Add("Set both Privacy:SuppressionSalt and Privacy:ReceiptKey, or neither.");
        if (options.ListRefresh < TimeSpan.FromMilliseconds(100) || options.ListRefresh > TimeSpan.FromMinutes(5)) wrong.Add("Privacy:ListRefresh must be 0.1 seconds to 5 minutes.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
