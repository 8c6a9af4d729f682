using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Personalization.Messages;
using Personalization.Messages.Preferences;
using Personalization.Profiles.Preferences;

namespace Personalization.Functions.Messages.Preferences;

/// <summary>Reads the page's form: what is not ticked is not wanted, and what the shop does not offer is passed over.</summary>
internal static class CentreForm
{
    public static PreferenceChoices Read(IFormCollection form, PreferenceView view) => view.Choices with
    {
        Categories = Chosen(form, "category", view.Offer.Categories),
        Brands = Chosen(form, "brand", view.Offer.Brands),
        Sizes = Sizes(form, view),
        PriceFrom = Price(form, "from"),
        PriceTo = Price(form, "to") is { } to && !(to < Price(form, "from")) ? to : null,
        Frequency = PreferenceChoices.Frequencies.FirstOrDefault(one => form["frequency"] == one),
        Channels = PreferenceChoices.AskedChannels.ToImmutableSortedDictionary(
            MessageNames.Of, channel => form["channel"].Contains(MessageNames.Of(channel)) ? true : view.Choices.Channels.GetValueOrDefault(MessageNames.Of(channel)) is null ? null : (bool?)false, StringComparer.Ordinal),
    };

    // As many as a profile keeps, in the order of the page.
    private static ImmutableArray<string> Chosen(IFormCollection form, string field, ImmutableArray<string> offered)
    {
        List<string> chosen = [];
        foreach (string one in offered)
            if (form[field].Contains(one) && PreferenceReader.Fits([.. chosen, one])) chosen.Add(one);
        return [.. chosen];
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Sizes(IFormCollection form, PreferenceView view)
    {
        ImmutableSortedDictionary<string, ImmutableArray<string>> sizes = view.Choices.Sizes;
        foreach ((string category, ImmutableArray<string> offered) in view.Offer.Sizes)
            sizes = Chosen(form, DeclaredNames.Size + category, offered) is { IsEmpty: false } chosen ? sizes.SetItem(category, chosen) : sizes.Remove(category);
        return sizes;
    }

    private static decimal? Price(IFormCollection form, string field) =>
        decimal.TryParse(form[field].ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal price) && price < 1_000_000_000 ? price : null;
}
