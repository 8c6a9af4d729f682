using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

[Collection(ShopCollection.Name)]
public sealed class ImportTests(ShopFixture shop)
{
    private const string Orders = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        + "900001,IMP-A,Lantern,2,2010-12-01 08:26:00,2.55,900017.0,United Kingdom\n"
        + "900001,IMP-B,Candle,1,2010-12-01 08:26:00,1.25,900017.0,United Kingdom\n"
        + "900002,POST,Postage,1,2010-12-01 09:26:00,18,900017.0,United Kingdom\n"
        + "900003,IMP-B,Candle,few,2010-12-01 10:26:00,1.25,900017.0,United Kingdom\n";

    [Theory]
    [InlineData("text/csv")]
    [InlineData("application/x-www-form-urlencoded")] // What curl calls a body that nobody named.
    [Trait("Feature", "S08")]
    public async Task Import_SameFileAgain_AddsNothingAndNamesTheRowsLeftOut(string type)
    {
        JsonElement first = await ImportAsync(type), again = await ImportAsync(type);

        Assert.Equal("""{"read":4,"taken":2,"skipped":1,"rejected":1}""", again.GetProperty("rows").GetRawText());
        Assert.Equal(first.GetProperty("events").GetInt64(), again.GetProperty("events").GetInt64());
        Assert.Contains(again.GetProperty("findings").GetProperty("first").EnumerateArray(), found => found.GetProperty("line").GetInt32() == 5);
        JsonElement profile = (await shop.ProfileAsync("user_id:900017"))!.Value;
        Assert.Equal(1, profile.GetProperty("eventCounts").GetProperty("Order Completed").GetInt64());
        Assert.Equal(1, profile.GetProperty("orderTotals").GetProperty("count").GetInt64());
    }

    private async Task<JsonElement> ImportAsync(string type)
    {
        using ByteArrayContent body = new(Encoding.UTF8.GetBytes(Orders));
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        using HttpResponseMessage answer = await shop.Client.PostAsync("/v1/imports/orders?preset=online-retail", body);
        string id = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("importId").GetString()!;
        return await Eventually.SomeAsync<JsonElement>("the import", async () =>
            await shop.App.JsonAsync($"/v1/imports/{id}") is { } status && status.GetProperty("state").GetString() == "done" ? status : null);
    }
}
