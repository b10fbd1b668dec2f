using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hosting.Bodies;
using Xunit;

namespace WebConsole.Tests.Hosting;

/// <summary>What a program gets to hear whose request has a wrong body.</summary>
public sealed class RequestBodyTests
{
    [Theory]
    [InlineData("""{ "nmae": "web" }""", "nmae", "is unknown: did you mean name?")]
    [InlineData("""{ "colour": 5 }""", "colour", "is unknown: there are name, title,")]
    [InlineData("""{ "disks": [{ "size": 1 }, { "sizee": 1 }] }""", "disks[1].sizee", "is unknown: did you mean size?")]
    [InlineData("""{ "disks": [{ "size": "large" }] }""", "disks[0].size", "must be a whole number of at most 64 bits, and is a text.")]
    [InlineData("""{ "vcpus": 1.5 }""", "vcpus", "must be a whole number of at most 32 bits, and is 1.5.")]
    [InlineData("""{ "vcpus": 99999999999 }""", "vcpus", "must be a whole number of at most 32 bits, and is 99999999999.")]
    [InlineData("""{ "VCPUS": [] }""", "vcpus", "must be a whole number of at most 32 bits, and is a list.")]
    [InlineData("""{ "name": 7 }""", "name", "must be a text, and is a number.")]
    [InlineData("""{ "start": "yes" }""", "start", "must be true or false, and is a text.")]
    [InlineData("""{ "start": null, "tags": {} }""", "tags", "must be a list, and is an object.")]
    [InlineData("""{ "tags": ["a", false] }""", "tags[1]", "must be a text, and is false.")]
    [InlineData("""{ "cpu": [] }""", "cpu", "must be an object, and is a list.")]
    [InlineData("""{ "disks": [{ "pool": "default" }] }""", "disks[0].pool", "must be a UUID, and is a text.")]
    [InlineData("""{ "title": "\ud800" }""", "title", "holds half of a Unicode character.")]
    [InlineData("[]", "body", "must be a JSON object.")]
    [InlineData("null", "body", "must be a JSON object.")]
    [InlineData("{ \"name\": \"a\",\n \"os\" }", "body", "is no JSON from line 2, byte 7 on.")]
    public async Task WrongField_IsNamedByItsPath(string body, string field, string says)
    {
        var (read, problem) = await ReadAsync(body);

        Assert.Null(read);
        var errors = Errors(problem);
        Assert.StartsWith(says, errors[field].Single(), StringComparison.Ordinal);
        Assert.Single(errors);
        Assert.Contains($"{field}: {errors[field][0]}", problem!.ProblemDetails.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllMistakes_AreNamedAtOnce()
    {
        var (_, problem) = await ReadAsync("""{ "nmae": "a", "vcpus": "x y", "disks": [{ "sizee": 1, "format": 2 }] }""");

        Assert.Equal(["disks[0].format", "disks[0].sizee", "nmae", "vcpus"], Errors(problem).Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>A body may hold as many wrong fields as it has room for, with names as long.</summary>
    [Fact]
    [Trait("Attack", "J2")]
    public async Task Answer_IsBounded()
    {
        var fields = string.Join(',', Enumerable.Range(0, 500).Select(number => $"\"{new string('x', 5000)}{number}\": 1").Append("\"\\ud800\": 1"));

        var (_, problem) = await ReadAsync($"{{ {fields} }}");

        Assert.True(JsonSerializer.Serialize(problem!.ProblemDetails).Length < 20_000);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("{}", null)]
    [InlineData("""{ "Name": "web", "vcpus": "4" }""", "web")]
    public async Task RightBody_IsRead(string body, string? name)
    {
        var (read, problem) = await ReadAsync(body);

        Assert.Null(problem);
        Assert.Equal(name, read!.Name);
    }

    [Fact]
    public async Task AnotherType_IsRefused()
    {
        var (_, problem) = await ReadAsync("name=web", "application/x-www-form-urlencoded");

        Assert.Equal("must be JSON, with the header Content-Type: application/json.", Errors(problem)["body"].Single());
    }

    private static IDictionary<string, string[]> Errors(ProblemHttpResult? problem) => Assert.IsType<HttpValidationProblemDetails>(problem?.ProblemDetails).Errors;

    private static Task<(NewMachine? Read, ProblemHttpResult? Problem)> ReadAsync(string body, string type = "application/json")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var context = new DefaultHttpContext();
        (context.Request.Body, context.Request.ContentLength, context.Request.ContentType) = (new MemoryStream(bytes), bytes.Length, type);
        return RequestBody.ReadAsync<NewMachine>(context);
    }
}
