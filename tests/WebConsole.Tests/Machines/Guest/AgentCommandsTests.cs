using System.Text;
using System.Text.Json;
using WebConsole.Features.Machines.Guest.Commands;
using WebConsole.Hypervisor.Guests;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Guest;

/// <summary>How a program is run by the agent, and what of its answer is kept.</summary>
public sealed class AgentCommandsTests
{
    [Fact]
    public void Program_KeepsItsArgumentsAsTheyAre()
    {
        string[] arguments = ["a b", "\"quoted\"", "ünï", "\\u202e", ""];

        var command = JsonDocument.Parse(AgentCommands.Run(new GuestProgram("/bin/echo", arguments, "in\nput"))).RootElement;

        Assert.Equal("guest-exec", command.GetProperty("execute").GetString());
        var given = command.GetProperty("arguments");
        Assert.Equal(arguments, given.GetProperty("arg").EnumerateArray().Select(argument => argument.GetString()));
        Assert.Equal("in\nput", Encoding.UTF8.GetString(given.GetProperty("input-data").GetBytesFromBase64()));
        Assert.True(given.GetProperty("capture-output").GetBoolean());
    }

    [Fact]
    public void End_IsReadWithBothOutputs()
    {
        Assert.Null(AgentCommands.End(Answer(new { exited = false })));
        Assert.Equal(new GuestProgramEnd(3, null, "out\n", "err", false), AgentCommands.End(Answer(new Dictionary<string, object> { ["exited"] = true, ["exitcode"] = 3, ["out-data"] = "out\n"u8.ToArray(), ["err-data"] = "err"u8.ToArray() })));
        Assert.Equal(9, AgentCommands.End(Answer(new { exited = true, signal = 9 }))!.Signal);
        Assert.Equal(42, AgentCommands.Pid(Answer(new { pid = 42 })));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "return": { "exited": "yes" } }""")]
    [InlineData("""{ "return": { "exited": true, "out-data": "not base64!" } }""")]
    [InlineData("""{ "return": { "exited": true, "out-data": 7 } }""")]
    [InlineData("""{ "return": { "exited": true, "exitcode": "none" } }""")]
    [Trait("Attack", "V5")]
    public void AnswerOfAnotherForm_IsSaidToBeSo(string answer) =>
        Assert.Throws<OperationFailedException>(() => AgentCommands.End(Encoding.UTF8.GetBytes(answer)));

    [Fact]
    [Trait("Attack", "V5")]
    public void LongOutput_IsCut()
    {
        var end = AgentCommands.End(Answer(new Dictionary<string, object> { ["exited"] = true, ["exitcode"] = 0, ["out-data"] = new byte[AgentCommands.LongestOutput + 1].Select(_ => (byte)'x').ToArray() }))!;

        Assert.Equal((AgentCommands.LongestOutput, true), (end.Output.Length, end.IsCut));
    }

    /// <summary>Each byte becomes an escape of eight letters.</summary>
    [Fact]
    [Trait("Attack", "V5")]
    public void OutputOfEscapes_IsCutToo()
    {
        var end = AgentCommands.End(Answer(new Dictionary<string, object> { ["exited"] = true, ["exitcode"] = 0, ["err-data"] = new byte[AgentCommands.LongestOutput] }))!;

        Assert.Equal((AgentCommands.LongestOutput, true), (end.Errors.Length, end.IsCut));
    }

    [Fact]
    [Trait("Attack", "V5")]
    public void Output_HidesNothingAndTurnsNothing() =>
        Assert.Equal("one\n\ttwo\\u{001B}[2J \\u{202E}cod.exe \\u{0000}�", GuestText.Lines([.. "one\r\n\ttwo\u001b[2J \u202ecod.exe \0"u8, 0xff]));

    private static byte[] Answer(object result) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["return"] = result });
}
