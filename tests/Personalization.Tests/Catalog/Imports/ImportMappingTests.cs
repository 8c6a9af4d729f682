using System.Text;
using Personalization.Catalog.Imports;
using Personalization.Common;

namespace Personalization.Tests.Catalog.Imports;

public sealed class ImportMappingTests
{
    private const string Columns = """ "columns": { "orderId": "o", "productId": ["sku", "name"], "quantity": "q", "time": "t" } """;

    [Fact]
    public void Names_Presets_AreThoseThatShip() => Assert.Equal(["online-retail", "shopify", "woocommerce"], ImportPresets.Names);

    [Theory]
    [InlineData("online-retail")]
    [InlineData("shopify")]
    [InlineData("woocommerce")]
    public void Check_Preset_HasNoProblem(string name) => Assert.Null(ImportMappings.Check(ImportPresets.Find(name)!));

    [Fact]
    public void Read_SmallMapping_KeepsDefaults()
    {
        ImportMapping mapping = ImportFiles.Mapping($"{{ {Columns} }}");

        Assert.Equal(["sku", "name"], mapping.Columns[OrderField.ProductId].Names);
        Assert.Equal(("UTC", ".", null), (mapping.TimeZone, mapping.DecimalSeparator, mapping.Delimiter));
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("null", "")]
    [InlineData("[]", "$")]
    [InlineData("""{ "columns": { "orderId": "o", "productId": "p", "quantity": "q" } }""", "/columns/time")]
    [InlineData("""{ "columns": { "orderId": "o", "productId": "p", "quantity": "q", "time": "t", "colour": "c" } }""", "$.columns.colour")]
    [InlineData("""{ "columns": { "orderId": 1, "productId": "p", "quantity": "q", "time": "t" } }""", "$.columns.orderId")]
    [InlineData("""{ "columns": { "orderId": [], "productId": "p", "quantity": "q", "time": "t" } }""", "/columns/orderId")]
    [InlineData("{ *, \"timezone\": \"UTC\" }", "$.timezone")]
    [InlineData("{ *, \"timeZone\": \"Mars/Olympus\" }", "/timeZone")]
    [InlineData("{ *, \"timeZone\": null }", "$.timeZone")]
    [InlineData("{ *, \"decimalSeparator\": \";\" }", "/decimalSeparator")]
    [InlineData("{ *, \"delimiter\": \"::\" }", "/delimiter")]
    [InlineData("{ *, \"nonProducts\": null }", "$.nonProducts")]
    [InlineData("{ *, \"nonProducts\": { \"patterns\": [\"(\"] } }", "/nonProducts/patterns")]
    [InlineData("{ *, \"nonProducts\": { \"patterns\": [\"(?=a)b\"] } }", "/nonProducts/patterns")]
    [InlineData("{ *, \"guestIds\": [null] }", "")]
    public void Read_UnusableMapping_SaysWhere(string json, string pointer)
    {
        Problem? problem = ImportMappings.Read(Encoding.UTF8.GetBytes(json.Replace("*", Columns, StringComparison.Ordinal))).Problem;

        Assert.Equal((422, "invalid-mapping"), (problem?.Status, problem?.Code));
        Assert.Equal(pointer, problem!.Errors![0].Pointer);
    }

    [Fact]
    public async Task ReadAsync_FileWithoutAMappedColumn_IsRefusedWithTheColumnsThatAreThere()
    {
        OrderFile file = await ImportFiles.ReadAsync("Order,Product,Qty,When\n1,A,1,2025-01-01\n");

        Assert.Equal("missing-columns", file.Refusal?.Code);
        Assert.Equal(["/columns/quantity", "/columns/time"], file.Refusal!.Errors!.Select(error => error.Pointer).Order());
        Assert.Contains("Order, Product, Qty, When", file.Refusal.Detail, StringComparison.Ordinal);
        Assert.Empty(file.Orders);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n\n")]
    public async Task ReadAsync_EmptyFile_IsRefused(string csv) => Assert.Equal("empty-file", (await ImportFiles.ReadAsync(csv)).Refusal?.Code);

    [Theory]
    [InlineData("1234.5", ".", "1234.5")]
    [InlineData("1,234.50", ".", "1234.5")]
    [InlineData("1.234,50", ",", "1234.5")]
    [InlineData("1 234,5", ",", "1234.5")]
    [InlineData("$12.00", ".", "12")]
    [InlineData("12,00 €", ",", "12")]
    [InlineData("-3", ".", "-3")]
    [InlineData("۱۲٫۵", ".", "12.5")]
    [InlineData("2,55", ".", null)]
    [InlineData("1,2345", ".", null)]
    [InlineData(",123", ".", null)]
    [InlineData("1.2.3", ".", null)]
    [InlineData("1e3", ".", null)]
    [InlineData("", ".", null)]
    [InlineData("€", ".", null)]
    public void Read_Number_IsStrict(string text, string separator, string? expected)
    {
        decimal? number = new ImportNumbers(ImportFiles.Plain with { DecimalSeparator = separator }).Read(text);

        Assert.Equal(expected, number?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2025-07-01 12:00:00", "Europe/Athens", "2025-07-01T09:00:00.000Z")]
    [InlineData("2025-01-01 12:00:00", "Europe/Athens", "2025-01-01T10:00:00.000Z")]
    [InlineData("2025-03-30 03:30:00", "Europe/Athens", "2025-03-30T01:30:00.000Z")]
    [InlineData("2025-01-01 12:00:00", "+03:30", "2025-01-01T08:30:00.000Z")]
    [InlineData("2025-01-01T12:00:00Z", "Europe/Athens", "2025-01-01T12:00:00.000Z")]
    [InlineData("2025-01-01 12:00:00 +0400", "Europe/Athens", "2025-01-01T08:00:00.000Z")]
    [InlineData("2025-01-01T12:00:00.250+04:00", "UTC", "2025-01-01T08:00:00.250Z")]
    [InlineData("۲۰۲۵-۰۱-۰۱", "UTC", "2025-01-01T00:00:00.000Z")]
    [InlineData("0001-01-01", "+03:30", null)]
    [InlineData("yesterday", "UTC", null)]
    public void Read_Time_UsesTheZoneWhereItHasNoOffset(string text, string zone, string? expected)
    {
        DateTimeOffset? time = new ImportTimes(ImportFiles.Plain with { TimeZone = zone }).Read(text);

        Assert.Equal(expected, time is { } known ? Personalization.Events.EventCodec.Text(known) : null);
    }
}
