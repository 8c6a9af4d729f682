using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Personalization.Messages.Templates;
using Personalization.Messages.Unsubscribing;
using Personalization.Profiles;

namespace Personalization.Functions.Messages;

/// <summary>Fills templates in for people: the caller's values, what is known of the person, the products chosen for them, and the way out.</summary>
/// <param name="renderer">Fills them in.</param>
/// <param name="signer">Signs the way out.</param>
/// <param name="options">Settings.</param>
/// <param name="time">The clock.</param>
public sealed class MessageWriter(MessageRenderer renderer, UnsubscribeSigner signer, IOptions<MessageOptions> options, TimeProvider time)
{
    internal string TokenOf(UnsubscribeTarget target) => signer.Sign(target);

    internal Uri LinkOf(string token) => new(options.Value.PublicUrl, $"u/{token}");

    internal Rendering Write(MessageTemplate template, JsonElement given, Profile profile, UnsubscribeTarget target, string? language, JsonArray? products)
    {
        JsonObject model = given.ValueKind is JsonValueKind.Object ? JsonObject.Create(given)! : [];
        JsonObject traits = [];
        foreach ((string name, Trait trait) in profile.Traits.Where(one => !Scores.IsOver(profile, one.Key, time.GetUtcNow()))) traits[name] = JsonNode.Parse(trait.Value.GetRawText());
        model["traits"] ??= traits;
        model["unsubscribeUrl"] = LinkOf(TokenOf(target)).ToString();
        if (products is not null) model[ProductBlock.Name] = products;
        return renderer.Render(template, JsonElement.Parse(model.ToJsonString()), LanguageOf(profile, language));
    }

    internal static string? LanguageOf(Profile profile, string? asked) => asked ?? ProfileRecipients.Text(profile, "locale");
}
