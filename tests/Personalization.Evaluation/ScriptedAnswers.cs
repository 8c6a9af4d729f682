using System.Text.Json;
using Personalization.Testing;

namespace Personalization.Evaluation;

/// <summary>A model without wit: it looks the question up with one tool, then says what the tool has found, as it stands there.</summary>
internal static class ScriptedAnswers
{
    private const int Told = 3, Tokens = 100;

    public static ModelReply Of(ModelAsked asked)
    {
        if (asked.Json.GetProperty("messages").EnumerateArray().Last().GetProperty("role").GetString() is "tool") return ModelReply.Says(Words(JsonElement.Parse(asked.Said("tool")[^1]))).Using(Tokens, Tokens);
        string question = asked.Said("user")[^1];
        return ModelReply.Calls(asked.Tools.Contains("segment_list") ? ("segment_list", "{}") : ("search_products", JsonSerializer.Serialize(new { query = question[..Math.Min(question.Length, 200)] }))).Using(Tokens, Tokens);
    }

    private static string Words(JsonElement found) =>
        found.TryGetProperty("products", out JsonElement products) ? string.Join('\n', products.EnumerateArray().Take(Told).Select(one => $"{Text(one, "name")}: {Text(one, "price")} {Text(one, "currency")}."))
        : found.TryGetProperty("figures", out JsonElement figures) ? string.Join('\n', figures.EnumerateArray().Take(Told).Select(one => $"{Text(one, "of")}: {Text(one, "value")}."))
        : "Nothing was found.";

    private static string Text(JsonElement one, string name) => one.TryGetProperty(name, out JsonElement value) ? value.ToString() : "";
}
