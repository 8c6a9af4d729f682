using System.Globalization;
using Personalization.Assistant.Tools;
using Personalization.Catalog;

namespace Personalization.Assistant.Checking;

/// <content>What each kind of fact bears out.</content>
public sealed partial class Grounds
{
    private void Take(Fact fact)
    {
        switch (fact)
        {
            case ProductFact { Product: var product } shown:
                Take(product);
                Text(shown.Why, false);
                break;
            case FigureFact figure:
                Number(figure.Value, figure.Unit is { Length: 3 } unit && unit.All(char.IsAsciiLetterUpper), figure.Unit is "%");
                otherMoney.UnionWith(Readings(figure.Value));
                Text(figure.Of, false);
                Text(figure.Name.Replace('.', ' '), false);
                break;
            case ThingFact thing:
                HasOrder |= thing.Kind is "order";
                Text(thing.Id, false);
                Text(thing.Name, false);
                Text(thing.State, false);
                Text(thing.At?.ToString("yyyy-MM-dd HH:mm d MMMM", CultureInfo.InvariantCulture), false);
                break;
            case TextFact text:
                Text(text.Text, true);
                money.UnionWith(NumberWords.In(text.Text));
                otherMoney.UnionWith(NumberWords.In(text.Text));
                names.UnionWith(WordsOf(text.Text).Select(Fold));
                shopWords.UnionWith(WordsOf(text.Text).Select(Fold));
                break;
            default:
                throw new NotSupportedException($"What may be said of {fact.GetType().Name} is not known");
        }
    }

    private void Take(Product product)
    {
        foreach (string? text in (string?[])[product.Name, product.ProductId, product.Brand, product.Category, product.Currency, .. product.Names?.Values ?? [], .. product.Attributes?.Keys ?? [], .. product.Attributes?.Values ?? []])
        {
            Text(text, true);
            if (text is null) continue;
            names.UnionWith(WordsOf(text).Select(Fold));
        }
        foreach (string name in (string[])[product.Name, .. product.Names?.Values ?? []])
        {
            nameNumbers.UnionWith(NumberWords.In(name));
            if (name.Length < 4) continue;
            if (!productMoney.TryGetValue(Fold(name), out HashSet<decimal>? sums)) productMoney[Fold(name)] = sums = [];
            if (product.Price is { } one) sums.UnionWith(Readings(one));
        }
        Text(product.Description, false);
        if (product.Price is { } price) Number(price, true, false);
        if (product.Stock is { } stock) Number(stock, false, false);
        foreach (string? address in (string?[])[product.Url, product.ImageUrl])
            if (address is not null) addresses.Add(address.TrimEnd('/'));
    }

    private void Number(decimal number, bool isMoney, bool isPercent)
    {
        decimal[] readings = Readings(number);
        numbers.UnionWith(readings);
        if (isMoney) money.UnionWith(readings);
        if (isPercent) percents.UnionWith(readings);
    }

    private static decimal[] Readings(decimal number) =>
        [number, decimal.Round(number, 0, MidpointRounding.AwayFromZero), decimal.Round(number, 1, MidpointRounding.AwayFromZero), decimal.Truncate(number)];

    private void Text(string? text, bool tellsPercents)
    {
        if (text is null) return;
        numbers.UnionWith(NumberWords.In(text));
        if (tellsPercents) percents.UnionWith(Percents().Matches(NumberWords.Western(text)).SelectMany(found => NumberWords.In(found.Value)));
        words.UnionWith(WordsOf(text).Select(Fold));
        texts.Append(' ').Append(Fold(text)).Append(' ');
    }
}
