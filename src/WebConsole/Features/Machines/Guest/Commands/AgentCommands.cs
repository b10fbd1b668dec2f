using System.Text;
using System.Text.Json;
using WebConsole.Hypervisor.Guests;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Guest.Commands;

/// <summary>The commands of QEMU's guest agent by which a program runs, and its answers, which are hostile.</summary>
internal static class AgentCommands
{
    private const string NoAnswer = "The guest agent's answer can't be read.", Advice = "Look in the guest whether the program runs.";

    /// <summary>The longest output that is kept, of each of the two.</summary>
    public const int LongestOutput = 64 * 1024;

    public static string Run(GuestProgram program) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["execute"] = "guest-exec",
        ["arguments"] = Arguments(program),
    });

    public static string StatusOf(long pid) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["execute"] = "guest-exec-status",
        ["arguments"] = new Dictionary<string, object> { ["pid"] = pid },
    });

    /// <summary>The number by which the guest knows the program.</summary>
    /// <exception cref="OperationFailedException">There is none in it.</exception>
    public static long Pid(byte[] answer) => Read(answer, result => result.GetProperty("pid").GetInt64());

    /// <summary>What became of the program; <c>null</c> as long as it runs.</summary>
    /// <exception cref="OperationFailedException">The answer is of another form.</exception>
    public static GuestProgramEnd? End(byte[] answer) => Read(answer, result => result.GetProperty("exited").GetBoolean()
        ? Ended(result, Data(result, "out-data"), Data(result, "err-data"))
        : null);

    private static Dictionary<string, object> Arguments(GuestProgram program)
    {
        var arguments = new Dictionary<string, object> { ["path"] = program.Program!, ["capture-output"] = true };
        if (program.Arguments is { Count: > 0 } given)
            arguments["arg"] = given;
        if (!string.IsNullOrEmpty(program.Input))
            arguments["input-data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(program.Input));
        return arguments;
    }

    private static T Read<T>(byte[] answer, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(answer, new JsonDocumentOptions { MaxDepth = 8 });
            return read(document.RootElement.GetProperty("return"));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new OperationFailedException(NoAnswer, Advice);
        }
    }

    private static int? Number(JsonElement result, string name) => result.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : null;

    private static GuestProgramEnd Ended(JsonElement result, byte[] output, byte[] errors)
    {
        var ((text, isCut), (errorText, isErrorCut)) = (Text(output), Text(errors));
        return new GuestProgramEnd(Number(result, "exitcode"), Number(result, "signal"), text, errorText, isCut || isErrorCut || Says(result, "out-truncated") || Says(result, "err-truncated"));
    }

    /// <summary>Escapes are longer than what they stand for, so their text is cut as well.</summary>
    private static (string Text, bool IsCut) Text(byte[] data)
    {
        var lines = GuestText.Lines(data.AsSpan(0, Math.Min(data.Length, LongestOutput)));
        return (CutText.To(lines, LongestOutput), data.Length > LongestOutput || lines.Length > LongestOutput);
    }

    private static bool Says(JsonElement result, string name) => result.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True;

    private static byte[] Data(JsonElement result, string name) => result.TryGetProperty(name, out var value) ? value.GetBytesFromBase64() : [];
}

/// <summary>What became of a program in a guest.</summary>
internal sealed record GuestProgramEnd(int? ExitCode, int? Signal, string Output, string Errors, bool IsCut);
