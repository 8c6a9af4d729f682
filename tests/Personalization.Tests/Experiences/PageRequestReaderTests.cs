using System.Text;
using Personalization.Common;
using Personalization.Experiences;
using Personalization.Profiles;

namespace Personalization.Tests.Experiences;

public sealed class PageRequestReaderTests
{
    private static (PageRequest? Request, Problem? Problem) Read(string body) => PageRequestReader.Read(Encoding.UTF8.GetBytes(body));

    [Fact]
    [Trait("Feature", "S88")]
    public void Read_WholePage_HasAllThatWasSaid()
    {
        PageRequest page = Read("""
            {"anonymousId":"phone","language":"el","currency":"EUR","timeBudgetMs":50,"session":["a","b"],
             "page":{"type":"product","productId":"kite","category":"Toys","campaign":"spring"},
             "cart":[{"productId":"tail","quantity":2,"price":4.9}],
             "visit":{"number":3,"pages":5,"seconds":42,"leaving":true,"popupsSeen":["welcome"]},
             "slots":[{"id":"row","kind":"recommendations","strategy":"similar","limit":4},{"id":"menu","kind":"navigation","items":["Toys","Books"]}]}
            """).Request!;

        Assert.Equal((PageType.Product, "kite", "Toys", "spring", "el", "EUR"), (page.Type, page.ProductId, page.Category, page.Campaign, page.Language, page.Currency));
        Assert.Equal(PersonKey.Anonymous("phone"), page.Visitor);
        Assert.Equal(new PageLine("tail", 2, 4.9m), Assert.Single(page.Cart!.Value));
        Assert.Equal((3, 5, 42, true), (page.Visit.Number, page.Visit.Pages, page.Visit.Seconds, page.Visit.IsLeaving));
        Assert.Equal<string>(["welcome"], page.Visit.PopupsSeen);
        Assert.Equal<string>(["a", "b"], page.Session);
        Assert.Equal(TimeSpan.FromMilliseconds(50), page.Budget);
        Assert.Equal(("row", SlotKind.Recommendations, "similar", 4), (page.Slots[0].Id, page.Slots[0].Kind, page.Slots[0].Strategy, page.Slots[0].Limit));
        Assert.Equal<string>(["Toys", "Books"], page.Slots[1].Items);
    }

    [Theory]
    [InlineData("""{"slots":[{"id":"a","kind":"banner"}]}""", "/page")]
    [InlineData("""{"page":{"type":"attic"},"slots":[{"id":"a","kind":"banner"}]}""", "/page/type")]
    [InlineData("""{"page":{},"slots":[]}""", "/slots")]
    [InlineData("""{"page":{}}""", "/slots")]
    [InlineData("""{"page":{},"slots":[{"kind":"banner"}]}""", "/slots/0/id")]
    [InlineData("""{"page":{},"slots":[{"id":"a b","kind":"banner"}]}""", "/slots/0/id")]
    [InlineData("""{"page":{},"slots":[{"id":"a","kind":"banner"},{"id":"a","kind":"popup"}]}""", "/slots/1/id")]
    [InlineData("""{"page":{},"slots":[{"id":"a","kind":"attic"}]}""", "/slots/0/kind")]
    [InlineData("""{"page":{},"slots":[{"id":"a","kind":"listing"}]}""", "/slots/0/items")]
    [InlineData("""{"page":{},"slots":[{"id":"a","kind":"experiment"}]}""", "/slots/0/experiment")]
    [InlineData("""{"page":{},"slots":[{"id":"a","kind":"recommendations","strategy":"magic"}]}""", "/slots/0/strategy")]
    [InlineData("""{"page":{},"slots":[{"id":"a","kind":"recommendations","limit":0}]}""", "/slots/0/limit")]
    [InlineData("""{"page":{},"slots":[{"id":"a","kind":"banner","colour":"red"}]}""", "/slots/0/colour")]
    [InlineData("""{"page":{},"slots":[{"id":"a","kind":"banner"}],"cart":[{"quantity":1}]}""", "/cart/0/productId")]
    [InlineData("""{"page":{},"slots":[{"id":"a","kind":"banner"}],"timeBudgetMs":100000}""", "/timeBudgetMs")]
    [InlineData("""{"page":{},"slots":[{"id":"a","kind":"banner"}],"visit":{"number":0}}""", "/visit/number")]
    public void Read_WrongPage_SaysWhere(string body, string pointer)
    {
        (PageRequest? request, Problem? problem) = Read(body);

        Assert.Null(request);
        Assert.Equal(400, problem!.Status);
        Assert.Contains(problem.Errors!, error => error.Pointer == pointer);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"page":{"type":"\ud800"}}""")]
    public void Read_NoPage_IsRefused(string body) => Assert.Equal(400, Read(body).Problem!.Status);
}
