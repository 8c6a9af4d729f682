using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Personalization.Functions.Messages;

/// <summary>Signs calls by Standard Webhooks: HMAC-SHA256 over <c>id.timestamp.body</c>, one signature for each secret.</summary>
internal static class WebhookSigner
{
    private const string Prefix = "whsec_";

    public static string Sign(IEnumerable<byte[]> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, content))));
    }

    /// <summary>Reads the setting; false when a secret is none.</summary>
    public static bool TryRead(string setting, [NotNullWhen(true)] out byte[][]? secrets)
    {
        secrets = null;
        string[] parts = MessagesSetup.Split(setting);
        List<byte[]> read = [];
        foreach (string part in parts)
        {
            string text = part.StartsWith(Prefix, StringComparison.Ordinal) ? part[Prefix.Length..] : part;
            byte[] bytes = new byte[text.Length];
            if (!Convert.TryFromBase64String(text, bytes, out int length) || length < 16) return false;
            read.Add(bytes[..length]);
        }
        secrets = [.. read];
        return secrets.Length > 0;
    }
}
