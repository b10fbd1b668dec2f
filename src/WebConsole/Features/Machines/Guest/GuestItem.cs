using WebConsole.Hypervisor.Guests;

namespace WebConsole.Features.Machines.Guest;

/// <summary>What a guest's agent says of it, as the API shows it: hostile text, bounded.</summary>
/// <param name="Agent">How it stands with the agent: <c>connected</c>, <c>off</c>, <c>no-channel</c>, <c>disconnected</c>, <c>silent</c>, <c>busy</c>, <c>frozen</c>, <c>refused</c> or <c>unsupported</c>.</param>
/// <param name="Said">What libvirt or the agent says beyond that.</param>
/// <param name="FrozenSince">Since when WebConsole has had its file systems frozen.</param>
/// <param name="FrozenUntil">When WebConsole thaws them.</param>
/// <param name="Facts">What it says; <c>null</c> where it says nothing.</param>
internal sealed record GuestItem(string Agent, string? Said, DateTimeOffset? FrozenSince, DateTimeOffset? FrozenUntil, GuestFacts? Facts)
{
    public static GuestItem Of(GuestAnswer answer, FrozenGuest? frozen) => new(answer.State.ToToken(), answer.Said, frozen?.Since, frozen?.Until, answer.Facts);
}
