using System.Text.RegularExpressions;
using Personalization.Assistant.Checking;
using Personalization.Assistant.Tools;
using Personalization.Catalog;

namespace Personalization.Evaluation;

/// <summary>
/// Looks whether an answer says any number, product, name or address that no fact of its conversation bears out, sentence by sentence and on its own terms, whichever engine has made it.
/// What the question had may be repeated (a budget, an order's id, a word that the shop does not know), but no number of it in a sentence about a product.
/// </summary>
internal sealed partial class Groundedness
{
    // Words of no shop, written with a capital letter in the middle of a sentence.
    private static readonly HashSet<string> Plain = new(["I", "EUR", "USD", "GBP", "RUB", "IRR", "AED", "SAR", "EGP", "GEL", "GET", "POST", "PUT", "UTC", "URL", "ID"], StringComparer.Ordinal);

    private readonly List<Fact> facts = [];
    private readonly List<string> asked = [];

    /// <summary>Takes a turn's question and facts, and gives the sentences that they do not bear out.</summary>
    public IReadOnlyList<string> Take(BankTurn turn, ChatReply reply, IEnumerable<Product> products)
    {
        asked.Add(turn.Say);
        facts.AddRange(products.Select(product => new ProductFact(product)));
        facts.AddRange(reply.Figures);
        facts.AddRange(reply.Things);
        facts.AddRange(reply.Texts);
        // What a proposal would do is said by code, and shown beside the answer; so is the request that gives a figure again.
        facts.AddRange(reply.Proposals.Select(proposal => new TextFact("proposal", proposal.GetRawText())));
        facts.AddRange(reply.Figures.Select(figure => new TextFact("query", figure.Query)));
        // How many pieces go into the cart stands beside the answer too.
        facts.AddRange(reply.Cart.Select(act => new FigureFact("cart.quantity", Math.Abs(act.Quantity), "pieces", "")));
        Grounds grounds = new(facts, asked);
        string[] names = [.. facts.OfType<ProductFact>().SelectMany(fact => (IEnumerable<string>)[fact.Product.Name, .. fact.Product.Names?.Values ?? []]).Select(Verdicts.Fold)];
        string[] listed = [.. names, .. facts.OfType<ThingFact>().SelectMany(fact => (IEnumerable<string?>)[fact.Id, fact.Name]).Concat(facts.OfType<FigureFact>().Select(fact => fact.Of)).OfType<string>().Select(Verdicts.Fold)];
        Sentences sentences = new();
        List<string> all = [.. sentences.Take(reply.Answer), sentences.End()];
        return [.. from sentence in all where !string.IsNullOrWhiteSpace(sentence) let wrong = WrongIn(sentence, grounds, names, listed) where wrong is not null select $"{wrong}: {sentence.Trim()}",
            .. from line in reply.Answer.Split('\n') where ListMark().IsMatch(NumberWords.Western(line)) && !IsListed(line, listed, grounds) select $"product: {line.Trim()}"];
    }

    // A line of a list names a product or a thing, stands in a text of the shop's, or says a figure, whose number is looked at by itself.
    private bool IsListed(string line, string[] names, Grounds grounds)
    {
        string plain = ListMark().Replace(NumberWords.Western(line), ""), folded = Verdicts.Fold(plain);
        return grounds.HasText(plain) || names.Any(name => folded.Contains(name, StringComparison.Ordinal)) || (facts.Exists(fact => fact is FigureFact) && NumberWords.In(folded).Any());
    }

    private static string? WrongIn(string sentence, Grounds grounds, string[] names, string[] listed)
    {
        if (Addresses().Matches(sentence).Any(found => !grounds.HasAddress(found.Value))) return "address";
        string plain = Addresses().Replace(NumberWords.Western(sentence), " ");
        plain = ListMark().Replace(plain, "");
        string folded = Verdicts.Fold(plain);
        bool aboutProduct = names.Any(name => folded.Contains(name, StringComparison.Ordinal));
        foreach (string word in plain.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            decimal[] read = [.. NumberWords.In(word)];
            if (read.Length > 0 && !read.Any(number => IsKnown(number, grounds) || (!aboutProduct && grounds.WasAsked(number))) && !grounds.HasText(word.Trim('.', ',', '(', ')', ':', '!', '?'))) return "number " + word;
        }
        return Names().Matches(plain).Select(found => found.Groups[1].Value).FirstOrDefault(word => !Plain.Contains(word) && !grounds.HasWord(word) && !listed.Any(known => known.Contains(Verdicts.Fold(word), StringComparison.Ordinal))) is { } name ? "name " + name : null;
    }

    private static bool IsKnown(decimal number, Grounds grounds) => grounds.Has(number, NumberKind.Plain) || grounds.Has(number, NumberKind.Money) || grounds.Has(number, NumberKind.Percent);

    [GeneratedRegex(@"https?://[^\s)>\]""]+", RegexOptions.CultureInvariant)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"^\s*\d{1,2}[.)]\s", RegexOptions.CultureInvariant)]
    private static partial Regex ListMark();

    // A word with a capital letter that follows another word, not the beginning of a sentence or a quotation.
    [GeneratedRegex(@"(?<=[\p{L}\p{N},]\s)(\p{Lu}\p{L}+)", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
