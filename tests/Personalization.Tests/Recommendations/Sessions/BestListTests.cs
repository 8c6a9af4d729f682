using FsCheck.Fluent;
using Personalization.Recommendations;
using Personalization.Recommendations.Sessions;
using Check = FsCheck.Check;

namespace Personalization.Tests.Recommendations.Sessions;

public sealed class BestListTests
{
    [Fact]
    public void Sort_AnyScores_KeepsWhatSortingAllWouldKeep() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 9).ListOf().Select(scores => scores.ToArray()).ToArbitrary(), Gen.Choose(0, 12).ToArbitrary(),
        (scores, size) =>
        {
            BestList best = new(size);
            for (int product = 0; product < scores.Length; product++) best.Offer(product, scores[product]);
            best.Sort();
            return best.Products.ToArray().SequenceEqual(
                scores.Select((score, product) => (score, product)).OrderByDescending(one => one.score).ThenBy(one => one.product).Take(size).Select(one => one.product));
        }));

    [Fact]
    public void Of_AnyIds_FindsEachByItsNumberAndNoOther() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 5000).Select(number => $"id-{number}").ListOf().Select(ids => ids.Distinct().ToArray()).ToArbitrary(),
        ids =>
        {
            ProductNumbers numbers = new(ids);
            return ids.Select((id, number) => numbers.Of(id) == number).All(found => found) && numbers.Of("id-") == -1 && numbers.Of("") == -1;
        }));
}
