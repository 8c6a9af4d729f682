using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Tables;

/// <summary>Signs each try with the account key (Shared Key Lite of the table service: date and resource).</summary>
internal sealed class SharedKeyPolicy(TableSharedKeyCredential credential, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        string date = time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        RequestHeaders headers = message.Request.Headers;
        headers.SetValue("x-ms-date", date);
        headers.SetValue("Authorization", string.Concat("SharedKeyLite ", credential.AccountName, ":", Sign(date, message.Request.Uri.ToUri())));
    }

    private string Sign(string date, Uri uri)
    {
        // An emulator's path begins with the account name itself, so that the name appears twice: the rule is the same.
        string text = string.Concat(date, "\n/", credential.AccountName, uri.AbsolutePath);
        if (uri.Query.Contains("comp=", StringComparison.OrdinalIgnoreCase)) throw new NotSupportedException("Requests with comp are not signed");
        int length = Encoding.UTF8.GetByteCount(text);
        Span<byte> bytes = length <= 1024 ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(text, bytes);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(credential.Key, bytes, hash);
        return Convert.ToBase64String(hash);
    }
}
