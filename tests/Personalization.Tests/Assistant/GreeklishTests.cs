using Personalization.Assistant;
using Personalization.Assistant.Shoppers;

namespace Personalization.Tests.Assistant;

[Trait("Feature", "S91")]
public sealed class GreeklishTests
{
    [Theory]
    [InlineData("exete ypnosako me poupoulo?", "el")]
    [InlineData("thelo mia skini gia 2 atoma", "el")]
    [InlineData("poso kanei to thermos", "el")]
    [InlineData("do you have a tent?", "en")]
    [InlineData("allo, I need the kettle", "en")]
    public void Of_LatinLetters_KnowsGreekByItsEverydayWords(string text, string language) => Assert.Equal(language, LanguageGuess.Of(text));

    [Theory]
    [InlineData("exete skini?", "εχετε σκηνη?")]
    [InlineData("thelw mia kouberta 42 EUR", "θελω μια κουβερτα 42 EUR")]
    public void ToGreek_WordsThatSoundLikeKnownOnes_AreThose(string written, string greek) => Assert.Equal(greek, Greeklish.ToGreek(written, Lexicon.Shoppers.GreekBySound));
}
