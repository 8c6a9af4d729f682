using System.Text;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Quizzes;

namespace Personalization.Tests.Profiles.Quizzes;

/// <summary>Quizzes and answers in few words.</summary>
internal static class Asked
{
    public const string Style = """
        {"name":{"en":"Style"},"purpose":{"en":"Only to choose for you","el":"Μόνο για επιλογές"},"benefit":{"en":"Better tips"},"questions":[
          {"id":"mood","kind":"multi","most":2,"text":{"en":"Which mood?","el":"Διάθεση;"},"answers":[
            {"id":"bright","text":{"en":"Bright","el":"Φωτεινά"},"traits":{"mood":"bright"},"weights":{"attribute:colour:red":0.8,"brand:Dull":-0.5}},
            {"id":"calm","text":{"en":"Calm"},"traits":{"mood":"calm","calm":true},"weights":{"category:Home":0.6}},
            {"id":"any","text":{"en":"Any"},"traits":{"mood":"any"}}]},
          {"id":"budget","kind":"range","text":{"en":"How much?"},"from":0,"to":200,"trait":"budget","price":true},
          {"id":"shoes","kind":"size","text":{"en":"Shoe size?"},"category":"Shoes","sizes":["40","41","42"]}]}
        """;

    public static Quiz Quiz { get; } = Read(Style).Quiz!;

    public static QuizReading Read(string json, string id = "style") => new QuizReader(ForbiddenTraits.Standard).Read(id, Encoding.UTF8.GetBytes(json));

    public static QuizStatement Answers(string answers, string more = "") =>
        QuizStatements.Read(Quiz, Encoding.UTF8.GetBytes($$"""{"anonymousId":"d"{{more}},"answers":{{answers}}}"""));

    public static ShopEvent Event(string answers, double second = 0) => EventCodec.Parse(QuizStatements.Line(Quiz, Answers(answers), Told.Start.AddSeconds(second)));

    public static Profile Profile(params ShopEvent[] events) => Histories.Applied(new Profile { Key = PersonKey.Anonymous("d") }, events);
}
