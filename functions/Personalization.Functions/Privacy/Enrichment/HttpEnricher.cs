using System.Text.Json;
using Microsoft.Extensions.Options;
using Personalization.Privacy;
using Personalization.Privacy.Enrichment;

namespace Personalization.Functions.Privacy.Enrichment;

/// <summary>A JSON service over HTTPS that is told the hash of an e-mail address, and nothing else.</summary>
internal sealed class HttpEnricher(IOptions<EnrichmentOptions> options, JsonService service) : IEnricher
{
    public string Name => options.Value.Name;

    public IReadOnlyList<EnrichmentField> Fields { get; } =
        [.. options.Value.Fields.Select(one => EnrichmentOptions.Read(one.Value) is { } field ? new EnrichmentField(one.Key, field.Trait, field.Purpose) : null).OfType<EnrichmentField>()];

    public async Task<JsonElement> AskAsync(EnrichmentRequest request, Permission<ForSharing> permission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(permission);
        using HttpRequestMessage message = new(HttpMethod.Post, options.Value.Url) { Content = new StringContent($$"""{"emailSha256":"{{request.EmailSha256}}"}""", System.Text.Encoding.UTF8, "application/json") };
        try
        {
            return await service.AskAsync(message, options.Value.Authorization, cancellationToken);
        }
        catch (JsonServiceException fault)
        {
            throw new EnrichmentException(fault.Message, fault);
        }
    }
}
