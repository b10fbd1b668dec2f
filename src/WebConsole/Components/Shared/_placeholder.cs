namespace WebConsole.Components.Shared;
internal static class Placeholder;
