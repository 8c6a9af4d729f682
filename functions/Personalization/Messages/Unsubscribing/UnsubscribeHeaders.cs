using System.Collections.Immutable;

namespace Personalization.Messages.Unsubscribing;

/// <summary>Headers of RFC 2369, 2919 and 8058, which mailbox providers demand of every marketing mail. DKIM has to cover them.</summary>
public static class UnsubscribeHeaders
{
    /// <summary>The headers.</summary>
    /// <param name="link">The unsubscribe link, https.</param>
    /// <param name="mailbox">Address that takes unsubscriptions by mail, or empty.</param>
    /// <param name="token">The token, for such a mail's subject.</param>
    /// <param name="list">The list, or empty.</param>
    public static ImmutableSortedDictionary<string, string> For(Uri link, string mailbox, string token, string list)
    {
        ImmutableSortedDictionary<string, string>.Builder headers = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        headers["List-Unsubscribe"] = mailbox.Length == 0 ? $"<{link}>" : $"<{link}>, <mailto:{mailbox}?subject=unsubscribe%20{token}>";
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
        if (list.Length > 0) headers["List-Id"] = $"<{list}.{link.IdnHost}>";
        return headers.ToImmutable();
    }
}
