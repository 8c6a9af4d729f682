using System.Globalization;
using System.Text;
using Personalization.Assistant.Checking;
using Personalization.Catalog;

namespace Personalization.Evaluation;

/// <summary>Compares an answer with what is expected of it.</summary>
internal static class Verdicts
{
    /// <summary>All that is not as expected; nothing where the task was done.</summary>
    public static IReadOnlyList<string> Of(BankItem item, BankTurn turn, ChatReply reply, IReadOnlyList<Product> products)
    {
        List<string> wrong = [];
        if (string.IsNullOrWhiteSpace(reply.Answer)) return ["the answer is empty"];
        // Guides are in the language that the shop has written them in.
        if (reply.Texts.Count == 0 && !IsIn(item.Lang, reply.Answer)) wrong.Add($"the answer is not in {item.Lang}");
        if (turn.Expect is not { } expected) return wrong;
        if (expected.Tools is { } tools && !tools.Any(reply.Tools.Contains)) wrong.Add($"called [{string.Join(", ", reply.Tools)}] instead of {string.Join(" or ", tools)}");
        wrong.AddRange(OfProducts(expected, products));
        string folded = Fold(reply.Answer);
        if (expected.Mentions is { } mentions && !mentions.Any(word => folded.Contains(Fold(word), StringComparison.Ordinal))) wrong.Add($"says nothing of {string.Join(" or ", mentions)}");
        if (expected.Not?.FirstOrDefault(word => folded.Contains(Fold(word), StringComparison.Ordinal)) is { } said) wrong.Add($"says {said}");
        if (expected.Asks && !reply.Answer.Any(letter => letter is '?' or ';' or '؟' or '\u037e')) wrong.Add("asks nothing back");
        if (expected.Refuses && (reply.Figures.Count + reply.Things.Count + reply.Cart.Count + reply.Proposals.Count > 0 || TellsNumbers(turn, reply))) wrong.Add("does not refuse");
        if (expected.Cart is { } cart && !reply.Cart.Any(act => act.ProductId.StartsWith(cart.Type, StringComparison.Ordinal) && act.Quantity == cart.Quantity)) wrong.Add($"the cart does not change by {cart.Quantity} of {cart.Type}");
        if (expected.Figures && (reply.Figures.Count == 0 || reply.Figures.Any(figure => string.IsNullOrEmpty(figure.Query)))) wrong.Add("gives no figure with its request");
        if (expected.Thing is { } thing && reply.Things.All(one => one.Kind != thing)) wrong.Add($"shows no {thing}");
        if (expected.Proposal is { } proposal && reply.Proposals.All(one => !one.TryGetProperty("tool", out var tool) || tool.GetString() != proposal)) wrong.Add($"proposes no {proposal}");
        return wrong;
    }

    private static IEnumerable<string> OfProducts(Expectation expected, IReadOnlyList<Product> products)
    {
        string[] shown = [.. products.Select(product => product.ProductId)];
        if (expected.NoProducts && shown.Length > 0) yield return $"shows {string.Join(", ", shown)}";
        if (shown.Length < expected.Count) yield return $"shows {shown.Length} products";
        if (expected.Types is { } types)
        {
            if (shown.Length == 0) yield return $"shows no {string.Join(" or ", types)}";
            else if (shown.FirstOrDefault(id => !types.Any(type => IsOf(id, type)) && (expected.Only || id == shown[0])) is { } other) yield return $"shows {other} instead of {string.Join(" or ", types)}";
        }
        foreach (Product product in products)
            if (WrongIn(expected, product) is { } wrong) yield return wrong;
        decimal[] prices = [.. products.Select(product => product.Price ?? 0)];
        if (expected.Order is "up" && !prices.SequenceEqual(prices.Order())) yield return "prices do not go up";
        if (expected.Order is "down" && !prices.SequenceEqual(prices.OrderDescending())) yield return "prices do not go down";
    }

    private static string? WrongIn(Expectation expected, Product product)
    {
        string id = product.ProductId;
        if (product.Price > expected.MaxPrice || product.Price < expected.MinPrice) return string.Create(CultureInfo.InvariantCulture, $"{id} costs {product.Price}");
        if (expected.Brand is { } brand && product.Brand != brand) return $"{id} is by {product.Brand}";
        if (expected.Category is { } category && product.Category?.StartsWith(category, StringComparison.Ordinal) != true) return $"{id} is in {product.Category}";
        return expected.Attributes?.Where(pair => product.Attributes?.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => $"{id} has {pair.Key} {product.Attributes?.GetValueOrDefault(pair.Key) ?? "none"}").FirstOrDefault();
    }

    private static bool IsOf(string id, string type) => id == type || id.StartsWith(type + "-", StringComparison.Ordinal);

    private static bool TellsNumbers(BankTurn turn, ChatReply reply)
    {
        HashSet<decimal> asked = [.. NumberWords.In(turn.Say)];
        return NumberWords.In(reply.Answer).Any(number => !asked.Contains(number));
    }

    private static bool IsIn(string language, string answer) => language switch
    {
        "el" => answer.Any(letter => letter is >= 'Ͱ' and <= 'Ͽ'),
        "ru" => answer.Any(letter => letter is >= 'А' and <= 'я'),
        "fa" or "ar" => answer.Any(letter => letter is >= '\u0600' and <= '\u06ff'),
        _ => answer.Count(char.IsAsciiLetter) * 2 > answer.Count(char.IsLetter),
    };

    internal static string Fold(string text)
    {
        StringBuilder folded = new(text.Length);
        foreach (char letter in NumberWords.Western(text).Normalize(NormalizationForm.FormKD))
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)) folded.Append(char.ToLowerInvariant(letter));
        return folded.ToString();
    }
}
