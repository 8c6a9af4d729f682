using Personalization.Common;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Preferences;
using Personalization.Profiles.Quizzes;

namespace Personalization.Tests.Profiles.Quizzes;

[Trait("Feature", "S15")]
public sealed class QuizReaderTests
{
    [Fact]
    public void Read_AWholeQuiz_HasAllOfIt()
    {
        QuizReading reading = Asked.Read(Asked.Style);

        Assert.Null(reading.Problem);
        Assert.Equal(["mood", "budget", "shoes"], reading.Quiz!.Questions.Select(one => one.Id));
        Assert.Equal(["attribute:colour:red", "brand:Dull"], reading.Quiz.Questions[0].Answers[0].Weights.Select(one => one.Form));
        Assert.Equal(0.5, reading.Quiz.Questions[1].PriceWeight);
    }

    [Fact]
    public void Read_TheShippedQuizzes_AreUsableInAllSixLanguages() => Assert.All(ShippedQuizzes.Ids, id =>
    {
        QuizReading reading = Asked.Read(System.Text.Encoding.UTF8.GetString(ShippedQuizzes.Find(id)!), id);

        Assert.Null(reading.Problem);
        LocalText[] texts =
        [
            reading.Quiz!.Name, reading.Quiz.Purpose, reading.Quiz.Benefit, .. reading.Quiz.Questions.Select(one => one.Text),
            .. reading.Quiz.Questions.SelectMany(one => one.Answers).Select(one => one.Text),
        ];
        Assert.All(texts, text => Assert.Equal(["ar", "el", "en", "fa", "ka", "ru"], text.ByLanguage.Keys.Order(StringComparer.Ordinal)));
    });

    [Theory]
    [Trait("Feature", "S31")]
    [Trait("Feature", "S32")]
    [InlineData("purpose")]
    [InlineData("benefit")]
    public void Read_WithoutPurposeOrBenefit_IsRefused(string member)
    {
        QuizReading reading = Asked.Read(Asked.Style.Replace($"\"{member}\"", $"\"no_{member}\"", StringComparison.Ordinal));

        Assert.Contains(reading.Problem!.Errors!, error => error.Pointer == "/" + member && error.Code == "missing");
    }

    [Theory]
    [InlineData("\"mood\":\"bright\"", "\"email\":\"x@example.com\"", "reserved")]
    [InlineData("\"mood\":\"bright\"", "\"firstName\":\"x\"", "reserved")]
    [InlineData("\"mood\":\"bright\"", "\"consent:marketing\":\"granted\"", "wrong_form")]
    [InlineData("\"mood\":\"bright\"", "\"taste:x\":\"granted\"", "wrong_form")]
    [InlineData("\"mood\":\"bright\"", "\"religion\":\"x\"", "forbidden")]
    [InlineData("\"mood\":\"bright\"", "\"healthIssue\":\"x\"", "forbidden")]
    [InlineData("\"mood\":\"bright\"", "\"mood\":[1]", "wrong_type")]
    [InlineData("\"attribute:colour:red\":0.8", "\"colour:red\":0.8", "wrong_form")]
    [InlineData("\"attribute:colour:red\":0.8", "\"attribute:colour:red\":7", "wrong_form")]
    [InlineData("\"trait\":\"budget\"", "\"trait\":\"incomeRange\"", "forbidden")]
    [InlineData("\"id\":\"calm\"", "\"id\":\"bright\"", "repeated")]
    [InlineData("\"kind\":\"multi\"", "\"kind\":\"essay\"", "unknown_value")]
    [InlineData("\"most\":2", "\"mots\":2", "unknown_member")]
    [InlineData("\"to\":200", "\"to\":0", "out_of_range")]
    [InlineData("\"category\":\"Shoes\",", "", "missing")]
    public void Read_WhatAQuizMayNot_NamesTheField(string from, string to, string code)
    {
        QuizReading reading = Asked.Read(Asked.Style.Replace(from, to, StringComparison.Ordinal));

        Assert.Null(reading.Quiz);
        Assert.Equal(400, reading.Problem!.Status);
        Assert.Contains(reading.Problem.Errors!, error => error.Code == code);
    }

    [Fact]
    public void Read_AnswersThatNoProfileHolds_AreRefusedBeforeAnybodyGivesThem()
    {
        string weights = string.Join(',', Enumerable.Range(0, 8).Select(n => $"\"attribute:a-rather-long-attribute-name:{n}\":0.123456"));

        QuizReading reading = Asked.Read(Asked.Style.Replace("\"category:Home\":0.6", weights, StringComparison.Ordinal).Replace("\"attribute:colour:red\":0.8", weights, StringComparison.Ordinal));

        Assert.Equal("too_large", Assert.Single(reading.Problem!.Errors!, error => error.Pointer.EndsWith("/answers", StringComparison.Ordinal)).Code);
    }

    [Fact]
    public void Bounds_OfAFullAnswer_LeaveItInTheProfile()
    {
        string weights = string.Join(',', Enumerable.Range(0, 8).Select(n => $"\"attribute:a-rather-long-attribute-name:{n}\":0.12345"));
        QuizReading reading = Asked.Read(
            Asked.Style.Replace("\"category:Home\":0.6", weights, StringComparison.Ordinal).Replace("\"most\":2", "\"most\":1", StringComparison.Ordinal)
                .Replace("Only to choose for you", new string('p', QuizLimits.PurposeLength), StringComparison.Ordinal).Replace("\"id\":\"mood\"", $"\"id\":\"{new string('q', QuizLimits.IdLength)}\"", StringComparison.Ordinal)
                .Replace("\"Calm\"", $"\"{new string('c', QuizLimits.AnswerLength)}\"", StringComparison.Ordinal),
            new string('i', QuizLimits.IdLength));
        Assert.Null(reading.Problem);
        QuizStatement said = QuizStatements.Read(reading.Quiz!, System.Text.Encoding.UTF8.GetBytes("""{"anonymousId":"d","answers":{"Q":"calm"}}""".Replace("Q", new string('q', QuizLimits.IdLength), StringComparison.Ordinal)));

        Profile profile = Asked.Profile(EventCodec.Parse(QuizStatements.Line(reading.Quiz!, said, Told.Start)));

        Assert.Equal(said.Traits.Keys, profile.Traits.Keys);
        Assert.Contains(profile.Traits.Values, trait => trait.Value.GetRawText().Length > TasteStatement.MostBytes - 150);
    }

    [Fact]
    public void Read_BadIdOrJson_IsRefused()
    {
        Assert.Equal("invalid-json", Asked.Read("{").Problem!.Code);
        Assert.Equal("id", Asked.Read(Asked.Style, "a/b").Problem!.Errors![0].Pointer);
        Assert.Equal("invalid_text", Asked.Read("""{"name":{"en":"\ud800"}}""").Problem!.Errors![0].Code);
        Assert.Equal(400, Asked.Read("[]").Problem!.Status);
    }
}
