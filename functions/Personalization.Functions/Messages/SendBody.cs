using System.Text.Json;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Messages.Templates;
using Personalization.Profiles;

namespace Personalization.Functions.Messages;

/// <summary>
/// Reads <c>{"key":"order-7","person":"user_id:42","channel":"email","template":"ID","model":{..},"language":"el","validHours":72,"priority":0,"bestHour":false,
/// "recommendations":{"strategy":"for_you","limit":4,"productId":"tent"}}</c>.
/// </summary>
internal static class SendBody
{
    private const double MostHours = 24 * 30;

    public static (SendRequest? Request, Problem? Problem) Read(ReadOnlyMemory<byte> body)
    {
        if (!JsonFields.TryParse(body, out JsonElement root)) return (null, JsonFields.NotAnObject);
        List<ProblemError> errors = [];
        string? key = JsonFields.Text(root, "key"), template = JsonFields.Text(root, "template"), language = JsonFields.Text(root, "language");
        PersonKey? person = PersonKey.Parse(JsonFields.Text(root, "person") ?? "");
        MessageChannel? channel = MessageNames.Channel(JsonFields.Text(root, "channel"));
        Demand(key is { Length: > 0 and <= 255 }, "key", "1 to 255 characters that name this message: the same key and person send it once", errors);
        Demand(person is not null, "person", "user_id:YOUR_ID or anonymous_id:DEVICE_ID", errors);
        Demand(channel is not null, "channel", "email, sms, push, webhook or inbox", errors);
        Demand(template is not null && TemplateReader.IsName(template), "template", "The id of a stored template", errors);
        Demand(language is null || Languages.IsTag(language), "language", "A language tag such as en, el or pt-BR", errors);
        double hours = Number(root, "validHours", 72, 0, MostHours, errors);
        double priority = Number(root, "priority", 0, -1000, 1000, errors);
        bool bestHour = root.TryGetProperty("bestHour", out JsonElement best) && best.ValueKind is JsonValueKind.True;
        root.TryGetProperty("model", out JsonElement model);
        ProductBlock? products = ProductBlock.Read(root, errors);
        if (errors.Count > 0) return (null, new Problem(400, "invalid-message", "The message cannot be sent", $"{errors.Count} errors; see errors.", errors));
        string id = OutgoingMessage.IdOf("api", key!, person!.Value);
        return (new SendRequest(id, person.Value, channel!.Value, template!, model, language, TimeSpan.FromHours(hours), (int)priority, bestHour, products), null);
    }

    private static void Demand(bool holds, string field, string detail, List<ProblemError> errors)
    {
        if (!holds) errors.Add(new ProblemError("invalid", "/" + field, detail));
    }

    private static double Number(JsonElement root, string name, double fallback, double least, double most, List<ProblemError> errors)
    {
        if (!root.TryGetProperty(name, out JsonElement value)) return fallback;
        if (value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out double number) && number >= least && number <= most) return number;
        errors.Add(new ProblemError("invalid", "/" + name, $"A number from {least} to {most}"));
        return fallback;
    }
}
