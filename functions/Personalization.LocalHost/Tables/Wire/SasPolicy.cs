using Azure.Core;
using Azure.Core.Pipeline;

namespace Personalization.LocalHost.Tables;

/// <summary>Appends a shared access signature to the address, once per request.</summary>
internal sealed class SasPolicy(string signature) : HttpPipelineSynchronousPolicy
{
    private readonly string signature = signature.TrimStart('?');

    public override void OnSendingRequest(HttpMessage message)
    {
        RequestUriBuilder uri = message.Request.Uri;
        if (uri.Query.EndsWith(signature, StringComparison.Ordinal)) return;
        uri.Query = uri.Query.Length > 1 ? $"{uri.Query}&{signature}" : $"?{signature}";
    }
}
