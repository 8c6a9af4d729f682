namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Base of every attribute that binds a parameter or a result.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.ReturnValue)]
public abstract class BindingAttribute : Attribute;

/// <summary>Marks the parameter that starts the function.</summary>
public abstract class TriggerBindingAttribute : BindingAttribute;

/// <summary>Marks a parameter whose value the host provides.</summary>
public abstract class InputBindingAttribute : BindingAttribute;

/// <summary>Marks a method or a property whose value the host writes somewhere.</summary>
public abstract class OutputBindingAttribute : BindingAttribute;
