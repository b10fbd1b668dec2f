using System.Text.Json;
using WebConsole.Actions;
using WebConsole.Hypervisor.Forwards;

namespace WebConsole.Components.Shared.Forwards;

/// <summary>The arguments of the action that removes a forward, as a program would send them: components do not know the features' types.</summary>
internal static class ForwardArguments
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static object Removing(ObjectAction action, Forward forward) =>
        JsonSerializer.SerializeToElement(new { forward.Protocol, hostAddress = forward.Address, hostPort = forward.Port }, Web).Deserialize(action.Arguments!, Web)!;
}
